package io.telecomcrm.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.telecomcrm.kernel.Invalid;
import io.telecomcrm.web.Upload;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileKindTest {

    @ParameterizedTest
    @CsvSource({
        "report.pdf, application/pdf, %PDF-1.7, application/pdf",
        "REPORT.PDF, , %PDF-1.7, application/pdf",
        "a.gif, image/gif, GIF89a, image/gif",
        "журнал.txt, text/plain, Привет, text/plain",
        "calls.csv, application/vnd.ms-excel, a;b;c, text/csv",
        "voice.mp3, audio/mp3, ID3xxxx, audio/mpeg",
    })
    void keepsWhatItKnowsUnderATypeOfItsOwn(String name, @Nullable String type, String content, String kept) {
        assertThat(FileKind.accept(upload(name, type, content), "file").mediaType())
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "page.html, text/html, <html>, tickets.file-kind",
        "image.svg, image/svg+xml, <svg>, tickets.file-kind",
        "run.exe, application/octet-stream, MZ, tickets.file-kind",
        "noextension, text/plain, text, tickets.file-kind",
        "photo.png, image/png, <script>alert(1)</script>, tickets.file-unlike",
        "photo.png, image/png, GIF89a, tickets.file-unlike",
        "report.pdf, text/html, %PDF-1.7, tickets.file-unlike",
        "notes.txt, image/svg+xml, text, tickets.file-unlike",
        "page.png.html, image/png, x, tickets.file-kind",
    })
    void refusesWhatItDoesNotKnowOrThatIsSomethingElse(String name, String type, String content, String code) {
        assertThat(refusal(upload(name, type, content))).isEqualTo(code);
    }

    @Test
    void refusesNothingAtAllAndTooMuch() {
        assertThat(refusal(upload("a.txt", null, ""))).isEqualTo("tickets.file-empty");
        var large = new Upload("a.txt", null, (10 << 20) + 1, () -> new ByteArrayInputStream(new byte[0]));
        assertThat(refusal(large)).isEqualTo("tickets.file-large");
    }

    @Test
    void textHasNoOtherControlCharacters() {
        var binary = new Upload("a.txt", null, 3, () -> new ByteArrayInputStream(new byte[] {'a', 0, 'b'}));
        assertThat(refusal(binary)).isEqualTo("tickets.file-unlike");
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "'C:\\Users\\me\\фото.png', фото.png",
        "'..', file",
        "'', file",
        "'  .png', png",
        "'a\u0000b.png', a_b.png",
        "'a\u202Egnp.exe', a_gnp.exe",
        "'a\"b;c.png', a_b_c.png",
        "'a\r\nX: y.png', 'a_X_ y.png'",
    })
    void namesAreFilesAndNothingElse(String sent, String kept) {
        assertThat(FileKind.safe(sent)).isEqualTo(kept);
    }

    @Property(tries = 300)
    void anyNameBecomesASafeOne(@ForAll String sent) {
        var name = FileKind.safe(sent);
        assertThat(name).isNotBlank().doesNotContain("/", "\\", "\"", "\r", "\n", "\u0000", ":");
        assertThat(name.codePointCount(0, name.length())).isLessThanOrEqualTo(200);
        assertThat(FileKind.safe(name)).isEqualTo(name);
    }

    private static String refusal(Upload upload) {
        var refused = catchThrowableOfType(Invalid.class, () -> FileKind.accept(upload, "file"));
        return refused.fields().getOrDefault("file", List.of()).getFirst().code();
    }

    private static Upload upload(String name, @Nullable String type, String content) {
        var bytes = content.getBytes(StandardCharsets.UTF_8);
        return new Upload(name, type, bytes.length, () -> new ByteArrayInputStream(bytes));
    }
}
