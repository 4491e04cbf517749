package io.telecomcrm.tickets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DemoTicketsTest {

    private static final Instant NOW = Instant.parse("2026-05-05T10:00:00Z");

    @Test
    void tellsStoriesThatCouldHaveHappened() {
        var demo = new DemoTickets(7, 3000, NOW, TicketTest.SETTINGS, List.of(1L, 2L));
        var stories =
                LongStream.range(0, 3000).mapToObj(i -> demo.get(i, 10_000)).toList();

        assertThat(stories).allSatisfy(story -> {
            assertThat(story.createdAt()).isBefore(NOW);
            assertThat(story.customer()).isBetween(0L, 9_999L);
            assertThat(story.words()).allSatisfy(word -> assertThat(word.at()).isBetween(story.createdAt(), NOW));
            assertThat(story.status() == TicketStatus.WAITING)
                    .isEqualTo(story.clock().waitingSince() != null);
            assertThat(story.status() == TicketStatus.RESOLVED || story.status() == TicketStatus.CLOSED)
                    .isEqualTo(story.resolvedAt() != null);
            assertThat(story.lastAt()).isBetween(story.createdAt(), NOW);
            assertThat(story.words()).allSatisfy(word -> assertThat(word.at()).isBeforeOrEqualTo(story.lastAt()));
            if (story.clock().waitingSince() != null) {
                assertThat(story.clock().waitingSince()).isBeforeOrEqualTo(story.lastAt());
            }
            if (story.closedAt() != null) {
                assertThat(story.closedAt()).isBeforeOrEqualTo(story.lastAt());
                assertThat(story.closedAt()).isBefore(NOW);
            }
        });
        assertThat(stories.stream().filter(story -> story.status().isOpen())).hasSizeBetween(30, 60);
        assertThat(stories.stream().map(DemoTickets.Story::description).distinct())
                .hasSizeGreaterThan(40);
        assertThat(demo.get(5, 10_000)).isEqualTo(demo.get(5, 10_000));
    }
}
