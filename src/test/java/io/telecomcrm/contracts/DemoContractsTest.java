package io.telecomcrm.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.kernel.Money;
import io.telecomcrm.tariffs.Tariff;
import io.telecomcrm.tariffs.TariffOptions;
import io.telecomcrm.tariffs.TariffPeriod;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoContractsTest {

    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
    private static final int COUNT = 20_000;

    private static Tariff tariff(long id, long fee) {
        var options = new TariffOptions(0, 0, 0, List.of(), List.of());
        return new Tariff(id, "Т" + id, null, new Money(fee), TariffPeriod.MONTHLY, options, true, true, 1);
    }

    @Test
    void areBelievableAndAlwaysAlike() {
        var demo =
                new DemoContracts(7, COUNT, NOW, ZoneId.of("Europe/Moscow"), List.of(tariff(1, 30_000), tariff(2, 0)));
        var numbers = new HashSet<ContractNumber>();
        var statuses = new EnumMap<ContractStatus, Integer>(ContractStatus.class);
        for (var i = 0; i < COUNT; i++) {
            var came = NOW.minus(Duration.ofMinutes(79L * (COUNT - i)));
            var made = demo.get(i, 1, came);
            var row = made.row();
            assertThat(numbers.add(row.getNumber())).isTrue();
            assertThat(row.getCreatedAt()).isAfter(came).isBefore(NOW);
            assertThat(row.getUpdatedAt()).isBetween(row.getCreatedAt(), NOW);
            assertThat(made.block() != null).isEqualTo(row.getStatus() == ContractStatus.SUSPENDED);
            assertThat(row.getTerminatedAt() != null).isEqualTo(row.getStatus() == ContractStatus.TERMINATED);
            if (row.getTerminatedAt() != null) {
                assertThat(row.getTerminatedAt()).isBetween(row.getActivatedAt(), NOW);
            }
            assertThat(demo.customer(i, 1000)).isBetween(0, 999);
            statuses.merge(row.getStatus(), 1, Integer::sum);
        }
        assertThat(statuses.get(ContractStatus.ACTIVE)).isBetween(COUNT * 74 / 100, COUNT * 82 / 100);
        assertThat(statuses.get(ContractStatus.SUSPENDED)).isBetween(COUNT * 7 / 100, COUNT * 12 / 100);
        assertThat(statuses.get(ContractStatus.TERMINATED)).isBetween(COUNT * 7 / 100, COUNT * 12 / 100);
        assertThat(statuses.get(ContractStatus.DRAFT)).isBetween(COUNT / 100, COUNT * 5 / 100);
        assertThat(demo.get(17, 1, NOW.minusSeconds(9000)).row())
                .isEqualTo(demo.get(17, 1, NOW.minusSeconds(9000)).row());
    }
}
