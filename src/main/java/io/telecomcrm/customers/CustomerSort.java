package io.telecomcrm.customers;

/** An order and its direction. */
record CustomerSort(CustomerOrder order, boolean descending) {

    static final CustomerSort NEWEST_FIRST = new CustomerSort(CustomerOrder.ID, true);

    /** From its spelling in a query string, a minus in front of what descends. */
    static CustomerSort of(String code) {
        var descending = code.startsWith("-");
        var order = CustomerOrder.BY_CODE.get(descending ? code.substring(1) : code);
        return order == null ? NEWEST_FIRST : new CustomerSort(order, descending);
    }
}
