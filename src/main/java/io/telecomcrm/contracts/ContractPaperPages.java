package io.telecomcrm.contracts;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.telecomcrm.customers.Customers;
import io.telecomcrm.kernel.Actor;
import io.telecomcrm.kernel.Refusal;
import io.telecomcrm.tariffs.Tariffs;
import io.telecomcrm.web.Language;
import io.telecomcrm.web.Needs;
import io.telecomcrm.web.Texts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The contract on paper: a page to print, and the same as a PDF. Printing it shows personal data, which is written down. */
@Controller
@EnableConfigurationProperties(OperatorSettings.class)
class ContractPaperPages {

    private static final String FONT = "DejaVu Sans";

    /** No XML may hold them, and no paper would show them. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Cf}&&[^\\n\\t]]|[\\uFFFE\\uFFFF]");

    private static final String PLAIN = "DejaVuSans.ttf";
    private static final String BOLD = "DejaVuSans-Bold.ttf";

    private final Contracts contracts;
    private final ContractRepository rows;
    private final Customers customers;
    private final Tariffs tariffs;
    private final OperatorSettings operator;
    private final TemplateEngine templates;
    private final Texts texts;

    ContractPaperPages(
            Contracts contracts,
            ContractRepository rows,
            Customers customers,
            Tariffs tariffs,
            OperatorSettings operator,
            TemplateEngine templates,
            Texts texts) {
        this.contracts = contracts;
        this.rows = rows;
        this.customers = customers;
        this.tariffs = tariffs;
        this.operator = operator;
        this.templates = templates;
        this.texts = texts;
    }

    @GetMapping("/contracts/{id}/document")
    @Needs(Customers.PERSONAL_DATA)
    String page(@PathVariable long id, Model model) {
        model.addAttribute("paper", paper(id));
        return "contracts/document";
    }

    @GetMapping("/contracts/{id}/document.pdf")
    @Needs(Customers.PERSONAL_DATA)
    ResponseEntity<byte[]> pdf(@PathVariable long id) {
        var paper = paper(id);
        var html = new StringOutput();
        templates.render("contracts/document-pdf.jte", Map.of("paper", paper), html);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename("dogovor-" + paper.number() + ".pdf")
                                .build()
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(print(html.toString()));
    }

    private ContractPaper paper(long id) {
        Actor.current().demand(Contracts.VIEW);
        var card = rows.card(id);
        var purpose = texts.get(
                Language.RU, "contracts.purpose-paper", card.contract().number().value());
        return new ContractPaper(
                card,
                customers.reveal(card.customer().id(), purpose),
                tariffs.get(contracts.get(id).tariffId()),
                operator);
    }

    /** The style lies beside the code, for pages of the site may have none of their own. */
    private static byte[] print(String html) {
        var style = "<style>" + new String(read("paper.css"), StandardCharsets.UTF_8) + "</style></head>";
        var document = CONTROLS.matcher(html).replaceAll("").strip().replaceFirst("</head>", style);
        var pdf = new ByteArrayOutputStream();
        try {
            checkLetters(document);
            new PdfRendererBuilder()
                    .useFastMode()
                    .useFont(() -> open(PLAIN), FONT, 400, PdfRendererBuilder.FontStyle.NORMAL, true)
                    .useFont(() -> open(BOLD), FONT, 700, PdfRendererBuilder.FontStyle.NORMAL, true)
                    .withHtmlContent(document, null)
                    .withProducer("Telecom CRM")
                    .toStream(pdf)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pdf.toByteArray();
    }

    /** A letter that the font lacks would be printed as a sign of its own; no paper to be signed may change a name. */
    private static void checkLetters(String document) throws IOException {
        try (var plain = new TTFParser().parse(new RandomAccessReadBuffer(open(PLAIN)));
                var bold = new TTFParser().parse(new RandomAccessReadBuffer(open(BOLD)))) {
            var known = List.of(plain.getUnicodeCmapLookup(), bold.getUnicodeCmapLookup());
            var missing = document.codePoints()
                    .filter(letter -> !Character.isWhitespace(letter))
                    .filter(letter -> known.stream().anyMatch(font -> font.getGlyphId(letter) == 0))
                    .distinct()
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            if (!missing.isEmpty()) {
                throw new Refusal("paper_letters", missing);
            }
        }
    }

    private static byte[] read(String file) {
        try (var stream = open(file)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String file) {
        return Objects.requireNonNull(ContractPaperPages.class.getResourceAsStream(file));
    }
}
