package io.telecomcrm.customers;

import io.telecomcrm.kernel.Text;
import io.telecomcrm.web.Language;
import io.telecomcrm.web.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer as their card shows them.
 *
 * @param changedBy who saved them last, null when that is not known
 * @param shown whether the personal data is in full
 * @param reasonError what is wrong with the grounds on which the personal data was to be removed
 */
public record CustomerCardPage(
        CustomerFrame frame,
        @Nullable String changedBy,
        PersonalData personal,
        boolean shown,
        List<Lookalike> lookalikes,
        @Nullable Text reasonError) {

    /** Why somebody may have to see personal data; also the ends of the keys of their texts. */
    static final List<String> PURPOSES = List.of("identification", "contract", "customer_request", "authority_request");

    public Customer customer() {
        return frame.customer();
    }

    public CustomerDetails details() {
        return customer().details();
    }

    public String path() {
        return frame.path();
    }

    public boolean isCompany() {
        return details().kind() == CustomerKind.COMPANY;
    }

    public @Nullable String citizenship(Page page) {
        var country = details().citizenship();
        return country == null ? null : CountryNames.name(Language.of(page.language()), country.code());
    }

    public List<String> purposes() {
        return PURPOSES;
    }
}
