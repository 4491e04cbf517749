package io.telecomcrm.tariffs;

import static io.telecomcrm.tariffs.TariffPeriod.DAILY;
import static io.telecomcrm.tariffs.TariffPeriod.MONTHLY;
import static io.telecomcrm.tariffs.Unlimited.MAPS;
import static io.telecomcrm.tariffs.Unlimited.MESSENGERS;
import static io.telecomcrm.tariffs.Unlimited.MINUTES;
import static io.telecomcrm.tariffs.Unlimited.MUSIC;
import static io.telecomcrm.tariffs.Unlimited.ON_NET;
import static io.telecomcrm.tariffs.Unlimited.SMS;
import static io.telecomcrm.tariffs.Unlimited.SOCIAL;
import static io.telecomcrm.tariffs.Unlimited.TRAFFIC;
import static io.telecomcrm.tariffs.Unlimited.VIDEO;

import io.telecomcrm.kernel.Money;
import java.util.Arrays;
import java.util.List;

/** A catalogue for trying the product out: what is sold first, what was sold once at the end. */
final class DemoTariffs {

    static final int ARCHIVED = 6;

    private static final TariffService ANTISPAM = service("antispam", "Защита от спама", 49);
    private static final TariffService SECRETARY = service("secretary", "Секретарь: ответит за вас", 99);
    private static final TariffService MUSIC_PLUS = service("music_plus", "Музыка без рекламы", 169);
    private static final TariffService EXTRA_10 = service("extra_10gb", "Ещё 10 ГБ", 150);
    private static final TariffService ROAMING = service("roaming", "Интернет в поездках", 350);
    private static final TariffService FIXED_IP = service("fixed_ip", "Постоянный IP-адрес", 290);

    static final List<TariffDetails> CATALOGUE = List.of(
            monthly("Лёгкий", "Для тех, кто больше пишет, чем звонит.", 290, 150, 50, 8, List.of(MESSENGERS), ANTISPAM),
            monthly(
                    "Свой",
                    "Звонки внутри сети не считаем.",
                    390,
                    300,
                    100,
                    15,
                    List.of(ON_NET, MESSENGERS),
                    ANTISPAM,
                    SECRETARY),
            monthly(
                    "Уверенный",
                    "Хватает на месяц почти всем.",
                    490,
                    500,
                    300,
                    30,
                    List.of(ON_NET, MESSENGERS, SOCIAL),
                    ANTISPAM,
                    EXTRA_10),
            monthly(
                    "Большой",
                    "Много интернета и звонков.",
                    690,
                    1000,
                    500,
                    60,
                    List.of(ON_NET, MESSENGERS, SOCIAL, MUSIC),
                    EXTRA_10,
                    ROAMING),
            monthly(
                    "Безлимит",
                    "Интернет без счётчика.",
                    890,
                    1500,
                    500,
                    0,
                    List.of(ON_NET, TRAFFIC),
                    SECRETARY,
                    ROAMING),
            monthly(
                    "Безлимит Всё",
                    "Звонки, сообщения и интернет без счётчика.",
                    1490,
                    0,
                    0,
                    0,
                    List.of(MINUTES, SMS, TRAFFIC),
                    ROAMING),
            monthly(
                    "Семья",
                    "Один счёт на четверых.",
                    1190,
                    2000,
                    1000,
                    100,
                    List.of(ON_NET, MESSENGERS, SOCIAL),
                    EXTRA_10),
            monthly(
                    "Школьник",
                    "Связь с родителями не кончается.",
                    240,
                    200,
                    100,
                    5,
                    List.of(ON_NET, MESSENGERS, MAPS),
                    ANTISPAM),
            monthly(
                    "Студент",
                    "Видео и музыка не тратят трафик.",
                    420,
                    300,
                    100,
                    40,
                    List.of(MESSENGERS, SOCIAL, MUSIC, VIDEO),
                    EXTRA_10,
                    MUSIC_PLUS),
            monthly(
                    "Серебряный",
                    "Звонки по стране для старшего поколения.",
                    250,
                    600,
                    50,
                    3,
                    List.of(ON_NET),
                    ANTISPAM),
            monthly(
                    "Дачник",
                    "Интернет за городом с апреля по октябрь.",
                    350,
                    250,
                    50,
                    20,
                    List.of(MAPS, MESSENGERS),
                    EXTRA_10),
            monthly(
                    "Путешественник",
                    "Карты и мессенджеры по всей стране.",
                    750,
                    800,
                    200,
                    45,
                    List.of(MAPS, MESSENGERS, SOCIAL),
                    ROAMING),
            monthly(
                    "Игровой",
                    "Для тех, кто играет и смотрит.",
                    790,
                    400,
                    100,
                    80,
                    List.of(VIDEO, SOCIAL),
                    EXTRA_10,
                    FIXED_IP),
            monthly("Для планшета", "Только интернет.", 390, 0, 20, 35, List.of(VIDEO), EXTRA_10),
            monthly("Для модема", "Интернет дома без провода.", 990, 0, 20, 0, List.of(TRAFFIC), FIXED_IP),
            monthly("Для часов", "Номер на запястье.", 150, 100, 20, 1, List.of(MESSENGERS)),
            monthly(
                    "Бизнес Старт",
                    "Первый номер компании.",
                    550,
                    1000,
                    300,
                    15,
                    List.of(ON_NET, MESSENGERS),
                    SECRETARY,
                    FIXED_IP),
            monthly(
                    "Бизнес Команда",
                    "Сотрудники говорят между собой сколько нужно.",
                    850,
                    3000,
                    500,
                    40,
                    List.of(ON_NET, MESSENGERS, MAPS),
                    SECRETARY,
                    FIXED_IP),
            monthly(
                    "Бизнес Руководитель",
                    "Без счётчиков, с поездками.",
                    1990,
                    0,
                    0,
                    0,
                    List.of(MINUTES, SMS, TRAFFIC),
                    ROAMING,
                    FIXED_IP),
            monthly("Телематика", "Датчики, кассы, сигнализации.", 90, 0, 50, 1, List.of(), FIXED_IP),
            daily("На день", "Платите, когда пользуетесь.", 1490, 30, 10, 2, List.of(MESSENGERS), ANTISPAM),
            daily("Каждый день", "Немного всего, каждый день заново.", 990, 20, 10, 1, List.of(MESSENGERS)),
            daily("Гость", "Для приехавших ненадолго.", 2490, 40, 10, 5, List.of(MESSENGERS, MAPS), ROAMING),
            monthly("Без абонентской платы", "Номер остаётся за вами.", 0, 0, 0, 0, List.of(), ANTISPAM, EXTRA_10),
            monthly("Первый 2022", "Продавался до 2023 года.", 350, 300, 100, 10, List.of(ON_NET)),
            monthly("Свой 2023", "Продавался до 2024 года.", 370, 300, 100, 12, List.of(ON_NET, MESSENGERS)),
            monthly("Большой 2023", "Продавался до 2024 года.", 650, 900, 500, 50, List.of(ON_NET, MESSENGERS)),
            monthly("Летний 2024", "Акция лета 2024 года.", 300, 300, 100, 30, List.of(MAPS)),
            monthly("Бизнес 2023", "Продавался до 2025 года.", 500, 1000, 200, 10, List.of(ON_NET)),
            daily("На день 2024", "Продавался до 2025 года.", 1290, 30, 10, 1, List.of()));

    private DemoTariffs() {}

    private static TariffDetails monthly(
            String name,
            String description,
            long feeRubles,
            int minutes,
            int sms,
            int trafficGb,
            List<Unlimited> unlimited,
            TariffService... services) {
        return tariff(
                name, description, Money.ofRubles(feeRubles), MONTHLY, minutes, sms, trafficGb, unlimited, services);
    }

    private static TariffDetails daily(
            String name,
            String description,
            long feeKopecks,
            int minutes,
            int sms,
            int trafficGb,
            List<Unlimited> unlimited,
            TariffService... services) {
        return tariff(name, description, new Money(feeKopecks), DAILY, minutes, sms, trafficGb, unlimited, services);
    }

    private static TariffDetails tariff(
            String name,
            String description,
            Money fee,
            TariffPeriod period,
            int minutes,
            int sms,
            int trafficGb,
            List<Unlimited> unlimited,
            TariffService... services) {
        var options =
                new TariffOptions(minutes, sms, trafficGb * TariffOptions.MB_IN_GB, unlimited, Arrays.asList(services));
        return new TariffDetails(name, description, fee, period, options, true);
    }

    private static TariffService service(String code, String name, long priceRubles) {
        return new TariffService(code, name, Money.ofRubles(priceRubles));
    }
}
