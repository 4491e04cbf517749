import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.Target;

/** Writes the jOOQ table classes: the common migrations build a throw-away SQLite file, and jOOQ reads it. */
void main(String[] args) throws Exception {
    var file = Files.createTempFile("schema", ".sqlite");
    var url = "jdbc:sqlite:" + file;
    Flyway.configure()
            .dataSource(url, null, null)
            .locations("filesystem:src/main/resources/db/migration/common")
            .placeholders(Map.of(
                    "id", "integer primary key autoincrement",
                    "timestamp", "timestamp with time zone",
                    "json", "text",
                    "bytes", "blob",
                    "binary", "",
                    "now", "current_timestamp"))
            .load()
            .migrate();
    GenerationTool.generate(new Configuration()
            .withLogging(Logging.WARN)
            .withJdbc(new Jdbc().withDriver("org.sqlite.JDBC").withUrl(url))
            .withGenerator(new Generator()
                    .withDatabase(new Database()
                            .withName("org.jooq.meta.sqlite.SQLiteDatabase")
                            .withExcludes("flyway_schema_history | sqlite_.* | scheduled_tasks")
                            .withForcedTypes(Stream.of(
                                            new ForcedType().withName("INSTANT").withIncludeExpression(".*_at"),
                                            coded("io.telecomcrm.customers.CustomerKind", "customer\\.kind"),
                                            coded("io.telecomcrm.customers.CustomerStatus", "customer.*\\.status"),
                                            coded("io.telecomcrm.customers.DocumentType", "customer\\.document_type"),
                                            value("io.telecomcrm.customers.Inn", "String", "customer\\.inn"),
                                            value("io.telecomcrm.customers.Kpp", "String", "customer\\.kpp"),
                                            value("io.telecomcrm.customers.Ogrn", "String", "customer\\.ogrn"),
                                            value("io.telecomcrm.kernel.Email", "String", "(customer|user_account)\\.email"),
                                            new ForcedType()
                                                    .withUserType("io.telecomcrm.customers.Country")
                                                    .withConverter("org.jooq.Converter.ofNullable(String.class, io.telecomcrm.customers.Country.class, io.telecomcrm.customers.Country::new, io.telecomcrm.customers.Country::code)")
                                                    .withIncludeExpression("customer\\.(citizenship|document_country)"),
                                            value(
                                                    "io.telecomcrm.customers.PersonName",
                                                    "String",
                                                    "customer\\.(last|first|middle)_name"),
                                            value("io.telecomcrm.kernel.Phone", "String", "customer\\.phone"),
                                            coded("io.telecomcrm.tariffs.TariffPeriod", "tariff\\.period"),
                                            new ForcedType()
                                                    .withUserType("io.telecomcrm.kernel.Money")
                                                    .withConverter("org.jooq.Converter.ofNullable(Long.class, io.telecomcrm.kernel.Money.class, io.telecomcrm.kernel.Money::new, io.telecomcrm.kernel.Money::kopecks)")
                                                    .withIncludeExpression("(tariff|subscription)\\.fee|contract\\.(balance|credit_limit)|(promised_)?payment(_day)?\\.amount|charge_run\\.amount|notification_outbox\\.(amount|balance)|gateway_review\\.amount"),
                                            value("io.telecomcrm.sims.Iccid", "String", "sim\\.iccid"),
                                            value("io.telecomcrm.sims.Imsi", "String", "sim\\.imsi"),
                                            value(
                                                    "io.telecomcrm.kernel.Msisdn",
                                                    "String",
                                                    "(sim|phone_number)\\.msisdn|sim_history\\.msisdn_(from|to)"),
                                            coded(
                                                    "io.telecomcrm.sims.SimStatus",
                                                    "sim(_count)?\\.status|sim_history\\.status_(from|to)"),
                                            value(
                                                    "io.telecomcrm.contracts.ContractNumber",
                                                    "String",
                                                    "contract\\.number"),
                                            coded(
                                                    "io.telecomcrm.contracts.ContractStatus",
                                                    "contract(_count)?\\.status|contract_history\\.status_(from|to)"),
                                            coded(
                                                    "io.telecomcrm.contracts.BlockReason",
                                                    "contract_block\\.reason"),
                                            coded(
                                                    "io.telecomcrm.contracts.TerminationReason",
                                                    "contract\\.termination_reason"),
                                            coded("io.telecomcrm.payments.PaymentKind", "payment(_day)?\\.kind"),
                                            coded(
                                                    "io.telecomcrm.payments.PaymentStatus",
                                                    "payment(_count)?\\.status"),
                                            coded("io.telecomcrm.payments.PaymentMethod", "payment(_day)?\\.method"),
                                            coded("io.telecomcrm.charging.ChargeRunKind", "charge_run\\.kind"),
                                            coded("io.telecomcrm.charging.ChargeRunStatus", "charge_run\\.status"),
                                            coded(
                                                    "io.telecomcrm.gateway.OperationState",
                                                    "gateway_operation\\.state"),
                                            coded("io.telecomcrm.gateway.EventState", "gateway_event\\.state"),
                                            coded("io.telecomcrm.gateway.ReviewReason", "gateway_review\\.reason"),
                                            coded("io.telecomcrm.gateway.ReviewState", "gateway_review\\.state"),
                                            coded(
                                                    "io.telecomcrm.notifications.NotificationEvent",
                                                    "notification(_template|_outbox)?\\.event"),
                                            coded(
                                                    "io.telecomcrm.notifications.Channel",
                                                    "notification(_template)?\\.channel"),
                                            coded(
                                                    "io.telecomcrm.notifications.NotificationState",
                                                    "notification\\.state"),
                                            coded("io.telecomcrm.notices.NoticeKind", "notice(_choice)?\\.kind"),
                                            coded("io.telecomcrm.notices.NoticeSubject", "notice\\.object_type"),
                                            coded("io.telecomcrm.tickets.TicketStatus", "ticket(_count)?\\.status"),
                                            coded("io.telecomcrm.tickets.TicketPriority", "ticket\\.priority"),
                                            new ForcedType()
                                                    .withName("BIGINT")
                                                    .withIncludeExpression(".*\\.(id|.*_id|version|amount|contract_(from|to)|waited_ms|size|lines|period_number|due|seen|charged|blocked|errors|pass|skipped)")
                                                    .withIncludeTypes("(?i:integer|bigint)"))
                                    .toList()))
                    .withGenerate(new Generate()
                            .withJavaTimeTypes(true)
                            .withRecords(true)
                            .withComments(false)
                            .withJavadoc(false))
                    .withTarget(new Target().withPackageName("io.telecomcrmdb").withDirectory(args[0]))));
    Files.delete(file);
}

/** A column whose Java type is a record over one plain value. */
ForcedType value(String type, String plain, String columns) {
    return new ForcedType()
            .withUserType(type)
            .withConverter("org.jooq.Converter.ofNullable(%s.class, %s.class, %s::new, %s::value)"
                    .formatted(plain, type, type, type))
            .withIncludeExpression(columns);
}

/** A column that holds one of the codes of an enum. */
ForcedType coded(String type, String columns) {
    return new ForcedType()
            .withUserType(type)
            .withConverter("org.jooq.Converter.ofNullable(String.class, %s.class, %s::of, %s::code)"
                    .formatted(type, type, type))
            .withIncludeExpression(columns);
}
