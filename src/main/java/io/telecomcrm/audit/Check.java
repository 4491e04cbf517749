package io.telecomcrm.audit;

import io.telecomcrm.kernel.Text;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a check of the whole log found.
 *
 * @param entries how many sealed entries were read
 * @param seal number of the last seal, 0 if there is none
 * @param findings what is wrong, the first few; empty when all is well
 */
public record Check(Instant at, long entries, long seal, String sealHash, List<Text> findings) {

    public boolean isGood() {
        return findings.isEmpty();
    }

    /** As it was stored: a line for each finding, the code and its numbers set apart by blanks. */
    static Check of(Instant at, long entries, long seal, String sealHash, String findings) {
        return new Check(
                at,
                entries,
                seal,
                sealHash,
                findings.lines().map(Check::finding).toList());
    }

    String findingsAsText() {
        return findings.stream()
                .map(text -> text.code()
                        + Arrays.stream(text.args()).map(number -> " " + number).collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    private static Text finding(String line) {
        var words = line.split(" ");
        return new Text(
                words[0], Arrays.stream(words).skip(1).map(Long::valueOf).toArray());
    }
}
