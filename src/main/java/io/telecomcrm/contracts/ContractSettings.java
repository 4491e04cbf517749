package io.telecomcrm.contracts;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the law and the operator's conditions ask of contracts; they change, so these are settings.
 *
 * @param numbersPerPerson how many numbers one person may have (126-ФЗ)
 * @param numbersPerForeigner the same for a citizen of another country
 * @param voluntaryDays how many days of {@code voluntaryWindowDays} in a row the line may be blocked at the subscriber's wish
 * @param draftDays after how many days a draft that nobody touched is removed
 * @param debtNoticeMonths how long before a termination for debt its notice must have been sent (126-ФЗ, art. 44)
 */
@ConfigurationProperties("crm.contracts")
public record ContractSettings(
        @DefaultValue("20") int numbersPerPerson,
        @DefaultValue("10") int numbersPerForeigner,
        @DefaultValue("180") int voluntaryDays,
        @DefaultValue("365") int voluntaryWindowDays,
        @DefaultValue("14") int draftDays,
        @DefaultValue("6") int debtNoticeMonths) {

    public ContractSettings {
        within("numbers-per-person", numbersPerPerson, 1, 10_000);
        within("numbers-per-foreigner", numbersPerForeigner, 1, 10_000);
        within("voluntary-window-days", voluntaryWindowDays, 1, 3_660);
        within("voluntary-days", voluntaryDays, 0, voluntaryWindowDays - 1);
        within("draft-days", draftDays, 1, 3_660);
        within("debt-notice-months", debtNoticeMonths, 0, 120);
    }

    VoluntaryAllowance voluntaryAllowance() {
        return new VoluntaryAllowance(voluntaryDays, voluntaryWindowDays);
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("crm.contracts." + name + " must be between " + least + " and " + most);
        }
    }
}
