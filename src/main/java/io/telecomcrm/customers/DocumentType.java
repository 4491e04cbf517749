package io.telecomcrm.customers;

import io.telecomcrm.kernel.Coded;

/** What proves who a person is: the passport of a Russian citizen, or the document of another country. */
public enum DocumentType implements Coded {
    PASSPORT_RF,
    FOREIGN;

    public static DocumentType of(String code) {
        return Coded.of(DocumentType.class, code);
    }
}
