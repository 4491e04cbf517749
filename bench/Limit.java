import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Base64;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a server could do that does nothing else: one file, sockets and plain JDBC, one statement a request, the same answers
 * as the product gives. Measured in the same run it tells what the machine of that hour allows; bench/run.sh starts it.
 *
 * <p>It knows the card of a contract that is in service, the active tariffs and a payment at the desk: with all the rows that
 * the product writes for it, in one statement, or ({@code ?bare}) the line and the balance alone, after which the kept sums
 * lack it. It decides nothing: whoever asks may see all, no debt is watched, no rule is looked up.
 */
final class Limit {

    private static final byte[] KEY = "a key for measurements and nothing else".getBytes(StandardCharsets.UTF_8);

    private static final String CARD =
            """
            select c.id, c.number, c.status, c.balance, c.signed_on::text, %s, %s, u.id, u.full_name, u.phone,
              s.id, s.iccid, s.msisdn, s.status, t.id, t.name, t.fee, t.period, c.credit_limit, c.version,
              p.paid_until::text,
              (select q.until_on::text from promised_payment q where q.contract_id = c.id and q.ended_at is null
                order by q.id desc limit 1)
            from contract c join customer u on u.id = c.customer_id join tariff t on t.id = c.tariff_id
              left join sim s on s.contract_id = c.id left join subscription p on p.contract_id = c.id
            where c.id = ?"""
                    .formatted(instant("c.activated_at"), instant("c.terminated_at"));

    private static final String PAID =
            """
            with paid as (update contract set balance = balance + ? where id = ? returning *),
            line as (insert into payment (contract_id, kind, amount, status, method, paid_at, provider, created_at,
                created_by_id, created_by)
              select id, 'payment', ?, 'succeeded', ?, now(), 'desk', now(), 3, 'operator' from paid
              returning id, amount, method, created_at)""";

    private static final String BESIDES =
            """
            , counted as (insert into payment_count (status, amount) select 'succeeded', 1 from line),
            summed as (insert into payment_day (day, kind, method, amount, lines)
              select current_date, 'payment', method, amount, 1 from line),
            audited as (insert into audit_entry (happened_at, actor_id, username, action, object_type, object_id, changes,
                address, request_id)
              select now(), 3, 'operator', 'payment.received', 'payment', line.id,
                format('{"contract":[null,%s],"amount":[null,"%s"],"method":[null,"%s"]}', paid.id,
                  to_char(line.amount / 100.0, 'FM999999990.00'), method),
                '127.0.0.1', '0123456789abcdef'
              from line cross join paid),
            noted as (insert into notification_outbox (event, payment_id, contract_id, customer_id, amount,
                balance, noted_at)
              select 'payment_received', line.id, paid.id, paid.customer_id, line.amount, paid.balance, now()
              from line cross join paid)""";

    private static final String ANSWER =
            """

            select line.id, %s, paid.id, paid.number, paid.status, u.id, u.full_name, u.phone
            from line cross join paid join customer u on u.id = paid.customer_id"""
                    .formatted(instant("line.created_at"));

    private static final String TARIFFS =
            """
            select t.id, t.name, t.description, t.fee, t.period, t.options, t.refund_unused_days,
              coalesce((select sum(n.amount) from contract_count n
                where n.tariff_id = t.id and n.status in ('active', 'suspended', 'draft')), 0), t.version
            from tariff t where t.is_active order by t.name_key, t.id""";

    private static final Deque<Limit> IDLE = new ConcurrentLinkedDeque<>();

    private final PreparedStatement card;
    private final PreparedStatement pay;
    private final PreparedStatement payAndTell;
    private final PreparedStatement tariffs;
    private final Mac mac;
    private final StringBuilder out = new StringBuilder(8192);
    private final byte[] in = new byte[8192];
    private int filled;

    private Limit(Connection database) throws SQLException, GeneralSecurityException {
        this.card = database.prepareStatement(CARD);
        this.pay = database.prepareStatement(PAID + ANSWER);
        this.payAndTell = database.prepareStatement(PAID + BESIDES + ANSWER);
        this.tariffs = database.prepareStatement(TARIFFS);
        this.mac = mac();
    }

    /** @param args the port, the database's JDBC address, its user */
    public static void main(String... args) throws IOException {
        try (var server = new ServerSocket(Integer.parseInt(args[0]), 100)) {
            while (true) {
                var socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread.ofPlatform().start(() -> serve(socket, args[1], args[2]));
            }
        }
    }

    /** A thread and a connection of the database for each caller; the connections stay for those to come. */
    private static void serve(Socket socket, String database, String user) {
        try (socket) {
            var idle = IDLE.poll();
            var limit = idle != null ? idle : new Limit(DriverManager.getConnection(database, user, null));
            limit.filled = 0;
            limit.serve(socket);
            IDLE.push(limit);
        } catch (SQLException | GeneralSecurityException | RuntimeException e) {
            e.printStackTrace();
        } catch (IOException e) {
            System.err.println(e);
        }
    }

    private static String instant(String column) {
        return "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    }

    private static Mac mac() throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        return mac;
    }

    private void serve(Socket socket) throws IOException, SQLException {
        var input = socket.getInputStream();
        var output = socket.getOutputStream();
        for (var head = readHead(input); head >= 0; head = readHead(input)) {
            var text = new String(in, 0, head, StandardCharsets.ISO_8859_1);
            var length = text.startsWith("POST") ? Integer.parseInt(header(text, "Content-Length: ")) : 0;
            while (filled < head + length) {
                if (!more(input)) {
                    return;
                }
            }
            var body = new String(in, head, length, StandardCharsets.UTF_8);
            System.arraycopy(in, head + length, in, 0, filled -= head + length);
            answer(output, text, body);
        }
    }

    /** @return the length of the headers and the empty line behind them, below zero when there are no more */
    private int readHead(InputStream input) throws IOException {
        for (var i = 0; ; i++) {
            while (filled < i + 4) {
                if (!more(input)) {
                    return -1;
                }
            }
            if (in[i] == '\r' && in[i + 1] == '\n' && in[i + 2] == '\r' && in[i + 3] == '\n') {
                return i + 4;
            }
        }
    }

    private boolean more(InputStream input) throws IOException {
        try {
            var read = input.read(in, filled, in.length - filled);
            filled += Math.max(read, 0);
            return read > 0;
        } catch (SocketException e) {
            return false; // the load has ended
        }
    }

    private void answer(OutputStream output, String head, String body) throws IOException, SQLException {
        out.setLength(0);
        var path = head.substring(head.indexOf(' ') + 1, head.indexOf(' ', head.indexOf(' ') + 1));
        var status = 200;
        if (path.equals("/api/auth/login/")) {
            out.append("{\"access\":\"").append(token()).append("\"}");
        } else if (!isSigned(header(head, "Authorization: Bearer "))) {
            status = 401;
        } else if (path.startsWith("/api/contracts/")) {
            status = card(Long.parseLong(path, "/api/contracts/".length(), path.length() - 1, 10)) ? 200 : 404;
        } else if (path.startsWith("/api/payments/")) {
            status = pay(path.endsWith("?bare") ? pay : payAndTell, body) ? 201 : 404;
        } else if (path.equals("/api/tariffs/active/")) {
            tariffs();
        } else {
            status = 404;
        }
        var json = out.toString().getBytes(StandardCharsets.UTF_8);
        var start = ("HTTP/1.1 " + status + " \r\nContent-Type: application/json\r\nContent-Length: " + json.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        var whole = new byte[start.length + json.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(json, 0, whole, start.length, json.length);
        output.write(whole);
    }

    private static String header(String head, String name) {
        var at = head.indexOf(name);
        return at < 0 ? "" : head.substring(at + name.length(), head.indexOf('\r', at));
    }

    private String token() {
        var url = Base64.getUrlEncoder().withoutPadding();
        var claims = "{\"user_id\":3,\"exp\":" + (System.currentTimeMillis() / 1000 + 3600) + "}";
        var signed = url.encodeToString("{\"alg\":\"HS256\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + url.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return signed + "." + url.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private boolean isSigned(String token) {
        var dot = token.lastIndexOf('.');
        if (dot < 0) {
            return false;
        }
        var url = Base64.getUrlDecoder();
        var signature = mac.doFinal(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        if (!MessageDigest.isEqual(signature, url.decode(token.substring(dot + 1)))) {
            return false;
        }
        var claims = new String(url.decode(token.substring(token.indexOf('.') + 1, dot)), StandardCharsets.UTF_8);
        var exp = claims.indexOf("\"exp\":") + "\"exp\":".length();
        return Long.parseLong(claims, exp, claims.length() - 1, 10) > System.currentTimeMillis() / 1000;
    }

    private boolean card(long id) throws SQLException {
        card.setLong(1, id);
        try (var row = card.executeQuery()) {
            if (!row.next()) {
                return false;
            }
            out.append("{\"id\":").append(row.getLong(1));
            text("number", row.getString(2));
            text("status", row.getString(3));
            money("balance", row.getLong(4));
            text("signed_on", row.getString(5));
            text("activated_at", row.getString(6));
            text("terminated_at", row.getString(7));
            customer(row, 8);
            out.append(",\"sim\":{\"id\":").append(row.getLong(11));
            text("iccid", row.getString(12));
            text("msisdn", row.getString(13));
            text("status", row.getString(14));
            out.append("},\"tariff\":{\"id\":").append(row.getLong(15));
            text("name", row.getString(16));
            money("fee", row.getLong(17));
            text("period", row.getString(18));
            out.append("},\"blocks\":[]");
            money("credit_limit", row.getLong(19));
            text("promised_until", row.getString(22));
            out.append(",\"pending_tariff\":null,\"version\":").append(row.getLong(20));
            out.append(",\"next_charge\":{\"date\":\"").append(row.getString(21)).append('"');
            money("amount", row.getLong(17));
            out.append("},\"to_unblock\":\"0.00\",\"allowed\":[\"block\",\"change_tariff\",\"replace_sim\",\"change_number\",")
                    .append("\"change_customer\",\"promise\",\"terminate\"]}");
            return true;
        }
    }

    /** Reads `{"contract":1,"amount":"2.50","method":"cash"}`, in this order. */
    private boolean pay(PreparedStatement pay, String body) throws SQLException {
        var amount = between(body, "\"amount\":\"");
        var dot = amount.indexOf('.');
        var kopecks = Long.parseLong(amount.substring(0, dot)) * 100 + Long.parseLong(amount.substring(dot + 1));
        var method = between(body, "\"method\":\"");
        var contract = body.indexOf("\"contract\":") + "\"contract\":".length();
        pay.setLong(1, kopecks);
        pay.setLong(2, Long.parseLong(body, contract, body.indexOf(',', contract), 10));
        pay.setLong(3, kopecks);
        pay.setObject(4, method, Types.VARCHAR);
        try (var row = pay.executeQuery()) {
            if (!row.next()) {
                return false;
            }
            out.append("{\"id\":").append(row.getLong(1)).append(",\"kind\":\"payment\"");
            money("amount", kopecks);
            text("status", "succeeded");
            text("method", method);
            text("paid_at", row.getString(2));
            out.append(",\"provider\":\"desk\",\"transaction_id\":null,\"description\":null,\"reason\":null,\"reverses\":null");
            out.append(",\"contract\":{\"id\":").append(row.getLong(3));
            text("number", row.getString(4));
            text("status", row.getString(5));
            out.append('}');
            customer(row, 6);
            out.append(",\"period\":null,\"run\":null");
            money("refundable", kopecks);
            out.append(",\"created_by\":{\"id\":3,\"username\":\"operator\"}");
            text("created_at", row.getString(2));
            out.append(",\"confirmation_url\":null}");
            return true;
        }
    }

    /** @param first the column of the id, before those of the name and the phone */
    private void customer(ResultSet row, int first) throws SQLException {
        out.append(",\"customer\":{\"id\":").append(row.getLong(first));
        text("full_name", row.getString(first + 1));
        text("phone", row.getString(first + 2));
        out.append('}');
    }

    private static String between(String body, String before) {
        var from = body.indexOf(before) + before.length();
        return body.substring(from, body.indexOf('"', from));
    }

    private void tariffs() throws SQLException {
        var count = 0;
        try (var row = tariffs.executeQuery()) {
            for (; row.next(); count++) {
                out.append(count == 0 ? "{\"id\":" : ",{\"id\":").append(row.getLong(1));
                text("name", row.getString(2));
                text("description", row.getString(3));
                money("fee", row.getLong(4));
                text("period", row.getString(5));
                out.append(",\"options\":").append(row.getString(6));
                out.append(",\"refund_unused_days\":").append(row.getBoolean(7)).append(",\"is_active\":true");
                out.append(",\"contracts_count\":").append(row.getLong(8));
                out.append(",\"version\":").append(row.getLong(9)).append('}');
            }
        }
        out.insert(0, "{\"count\":" + count + ",\"next\":null,\"previous\":null,\"results\":[").append("]}");
    }

    private void text(String name, String value) {
        out.append(",\"").append(name).append("\":");
        if (value == null) {
            out.append("null");
            return;
        }
        out.append('"');
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                default -> out.append(c);
            }
        }
        out.append('"');
    }

    private void money(String name, long kopecks) {
        var cents = Math.abs(kopecks % 100);
        out.append(",\"").append(name).append("\":\"").append(kopecks < 0 ? "-" : "").append(Math.abs(kopecks / 100));
        out.append(cents < 10 ? ".0" : ".").append(cents).append('"');
    }
}
