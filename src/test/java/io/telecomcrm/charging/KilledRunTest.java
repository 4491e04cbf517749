package io.telecomcrm.charging;

import static org.assertj.core.api.Assertions.assertThat;

import io.telecomcrm.TestDatabase;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Kills nodes, {@code kill -9}, in the middle of a run over a thousand contracts, and starts them again: in the end every
 * ledger, balance, tariff and block is what a run that nobody disturbed leaves. {@code -Dcrm.test.kills=50} for the full measure.
 */
@Tag("integration")
class KilledRunTest {

    private static final int KILLS = Integer.getInteger("crm.test.kills", 3);
    private static final int CONTRACTS = 1_000;
    private static final long SEED = 20_261_125;

    private static String prepared;
    private static List<String> expected;
    private static long undisturbedMillis;

    private final List<Process> nodes = new ArrayList<>();

    @BeforeAll
    static void runUndisturbed() throws Exception {
        prepared = TestDatabase.another("charging_prepared");
        assertThat(new Node("prepare", prepared, Integer.toString(CONTRACTS)).end())
                .isZero();
        var url = TestDatabase.copy(prepared, "charging_undisturbed");
        var node = new Node("run", url);
        assertThat(node.end()).isZero();
        undisturbedMillis = lasted(url);
        expected = outcome(url);
        assertThat(expected.size()).as(node.said.toString()).isGreaterThan(CONTRACTS * 2);
        proved(url);
    }

    @AfterEach
    void endAll() {
        nodes.forEach(Process::destroyForcibly);
    }

    @Test
    void losesAndDoublesNothingWhereverItIsKilled() throws Exception {
        var random = new Random(SEED);
        var kills = 0;
        var runs = 0;
        var window = undisturbedMillis;
        while (kills < KILLS) {
            var url = TestDatabase.copy(prepared, "charging_killed_" + runs++);
            var lives = new StringBuilder();
            while (kills < KILLS) {
                var node = start("run", url);
                node.ready.await();
                Thread.sleep(random.nextLong(window));
                node.kill();
                if (isOver(url)) {
                    // the machine is faster than it was a while ago
                    window = Math.max(50, Math.min(window, lasted(url)));
                    break;
                }
                kills++;
                var got = seen(url);
                if (lives.toString().endsWith(" " + got)) {
                    // or slower: who is killed before the first step tells nothing
                    window += window / 4;
                }
                lives.append(' ').append(got);
            }
            assertThat(start("run", url).end()).isZero();
            System.out.println("killed behind" + lives + " contracts");
            assertThat(outcome(url)).isEqualTo(expected);
            proved(url);
        }
    }

    @Test
    void nodesShareARunAndOneFinishesItAlone() throws Exception {
        if (!TestDatabase.isPostgresql()) {
            return;
        }
        var random = new Random(SEED);
        for (var round = 0; round < Math.max(2, KILLS * 2 / 5); round++) {
            var url = TestDatabase.copy(prepared, "charging_shared_" + round);
            var one = start("run", url);
            var other = start("run", url);
            one.ready.await();
            other.ready.await();
            Thread.sleep(random.nextLong(undisturbedMillis / 2));
            one.kill();
            assertThat(other.end()).isZero();
            assertThat(outcome(url)).isEqualTo(expected);
            proved(url);
        }
    }

    private Node start(String... arguments) throws IOException {
        var node = new Node(arguments);
        nodes.add(node.process);
        return node;
    }

    /** Every charge by contract and period, every balance, every block: all that a run is there for. */
    private static List<String> outcome(String url) throws SQLException {
        var lines = query(url, """
                select contract_id, 'period', period_number, period_start, period_end, amount from payment
                where kind = 'charge' order by 1, 3""");
        lines.addAll(query(
                url, "select id, 'contract', status, balance, tariff_id, pending_tariff_id from contract order by 1"));
        lines.addAll(query(
                url,
                "select contract_id, 'block', reason, count(*) from contract_block where lifted_at is null"
                        + " group by 1, 3 order by 1, 3"));
        lines.addAll(query(url, """
                select contract_id, 'tariff', event, count(*) from contract_history
                where event in ('tariff_changed', 'tariff_change_planned') group by 1, 3 order by 1, 3"""));
        lines.addAll(query(
                url,
                // not its id: one was used up where the node died as it began the run
                "select 'run', status, seen, charged, blocked, errors, amount,"
                        + " (select count(*) from audit_entry where action = 'charge_run.finished') from charge_run"));
        lines.addAll(query(url, "select method, sum(amount), sum(lines) from payment_day group by 1 order by 1"));
        return lines;
    }

    /** Every balance is what its ledger adds up to. */
    private static void proved(String url) throws SQLException {
        assertThat(query(url, """
                        select id from contract where balance <>
                            (select coalesce(sum(amount), 0) from payment
                             where contract_id = contract.id and status in ('succeeded', 'refunded'))""")).isEmpty();
    }

    private static boolean isOver(String url) throws SQLException {
        return !query(url, "select 1 from charge_run where status = 'finished'").isEmpty();
    }

    private static long lasted(String url) throws SQLException {
        var times = query(url, "select started_at, finished_at from charge_run").getFirst();
        var found = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T](\\d\\d:\\d\\d:[\\d.]+)")
                .matcher(times)
                .results()
                .map(time -> LocalTime.parse(time.group(1)))
                .toList();
        return Math.max(100, Duration.between(found.getFirst(), found.getLast()).toMillis());
    }

    private static String seen(String url) throws SQLException {
        return String.join("", query(url, "select seen from charge_run"));
    }

    private static List<String> query(String url, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var lines = new ArrayList<String>();
            while (rows.next()) {
                var line = new StringBuilder();
                for (var i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    line.append(rows.getString(i)).append(' ');
                }
                lines.add(line.toString());
            }
            return lines;
        }
    }

    private static final class Node {

        final Process process;
        final CountDownLatch ready = new CountDownLatch(1);
        private final StringBuffer said = new StringBuffer();

        Node(String... arguments) throws IOException {
            var command = new ArrayList<>(List.of(
                    System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx256m",
                    "-Duser.timezone=UTC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ChargingNode.class.getName()));
            command.addAll(List.of(arguments));
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            Thread.ofVirtual().start(this::listen);
        }

        private void listen() {
            try (var lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    said.append(line).append('\n');
                    if (line.equals(ChargingNode.READY)) {
                        ready.countDown();
                    }
                }
            } catch (IOException e) {
                said.append(e);
            } finally {
                ready.countDown();
            }
        }

        int end() throws InterruptedException {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("The node doesn't end:\n" + said);
            }
            if (process.exitValue() != 0) {
                throw new AssertionError("The node failed:\n" + said);
            }
            return process.exitValue();
        }

        /** {@code kill -9}. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }
}
