package io.telecomcrm.customers;

import java.util.SplittableRandom;

/** What demonstration customers are called and where they live. */
final class DemoNames {

    private static final String[] LAST = words("""
            Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев
            Лебедев Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров Зайцев Соловьёв
            Борисов Яковлев Григорьев Романов Воробьёв Сергеев Кузьмин Фролов Александров Дмитриев Королёв Гусев
            Киселёв Ильин Максимов Поляков Сорокин Виноградов Ковалёв Белов Медведев Антонов Тарасов Жуков Баранов
            Филиппов Комаров Давыдов Беляев Герасимов Богданов Осипов Сидоров Матвеев Титов Марков Миронов Крылов
            Куликов Карпов Власов Мельников Денисов Гаврилов Тихонов Казаков Афанасьев Данилов Савельев Тимофеев Фомин
            Чернов Абрамов Мартынов Ефимов Федотов Щербаков Назаров Калинин Исаев Чернышёв Быков Маслов Родионов Коновалов
            Лазарев Воронин Климов Филатов Пономарёв Голубев Кудрявцев Прохоров Наумов Потапов Журавлёв Овчинников Трофимов
            Леонов Соболев Ермаков Колесников Гончаров Емельянов Никифоров Грачёв Котов Гришин Ефремов Архипов Громов
            Кириллов Малышев Панов Моисеев Румянцев Акимов Кондратьев Бирюков Горбунов Анисимов Ерёмин Тихомиров Галкин
            Лукьянов Михеев Скворцов Юдин Белоусов Нестеров Симонов Прокофьев Харитонов Князев Цветков Левин Митрофанов
            Воронов Аксёнов Софронов Мальцев Логинов Горшков Савин Краснов Майоров Демидов Елисеев Рыбаков Сафонов Плотников
            Дёмин Хохлов Фадеев Молчанов Игнатов Литвинов Ершов Ушаков Дементьев Рябов Мухин Калашников Леонтьев Лобанов
            Кузин Корнеев Евдокимов Бородин Платонов Некрасов Балашов Бобров Жданов Блинов Игнатьев Коротков Муравьёв
            Крюков Беляков Богомолов Дроздов Лавров Зуев Петухов Ларин Никулин Серов Терентьев Зотов Устинов Фокин Самойлов
            Константинов Сахаров Шишкин Самсонов Черкасов Чистяков Носов Спиридонов Карасёв Авдеев Воронцов Зверев
            Владимиров Селезнёв Нечаев Кудряшов Седов Фирсов Андрианов Панфилов Головин Терехов Ульянов Шестаков Агеев
            Никонов Селиванов Баженов Гордеев Кожевников Пахомов Зимин Костин Широков Филимонов Ларионов Овсянников Сазонов
            Суворов Нефёдов Корнилов Любимов Львов Горбачёв Копылов Лукин Токарев Кулешов Шилов Большаков Панкратов
            Родин Шаповалов Покровский Троицкий Вишневский Островский Жуковский Левицкий Соколовский Крамской Полевой
            Толстой Белый Коваленко Шевченко Бондаренко Ткаченко Кравченко Савченко Черных Седых Долгих Салтыков-Щедрин
            Петров-Водкин""");

    private static final String[] MEN = words("""
            Александр Сергей Дмитрий Андрей Алексей Максим Евгений Иван Михаил Артём Николай Владимир Павел Роман
            Константин Игорь Олег Виктор Юрий Антон Денис Кирилл Никита Егор Илья Пётр Василий Степан Григорий Фёдор
            Тимофей Матвей Вячеслав Станислав Вадим Руслан Глеб Даниил Семён Леонид""");

    private static final String[] WOMEN = words("""
            Елена Анна Ольга Наталья Татьяна Мария Ирина Екатерина Светлана Юлия Анастасия Марина Людмила Дарья Виктория
            Ксения Галина Полина Валентина Надежда Любовь Вера Алина Софья Яна Алёна Евгения Кристина Лариса Тамара Нина
            Оксана Маргарита Элеонора Василиса Варвара Ульяна Зоя Эльвира Фаина""");

    /** His and hers, of the same father. */
    private static final String[] FATHERS = words("""
            Александрович/Александровна Сергеевич/Сергеевна Дмитриевич/Дмитриевна Андреевич/Андреевна
            Алексеевич/Алексеевна Максимович/Максимовна Евгеньевич/Евгеньевна Иванович/Ивановна Михайлович/Михайловна
            Николаевич/Николаевна Владимирович/Владимировна Павлович/Павловна Романович/Романовна
            Константинович/Константиновна Игоревич/Игоревна Олегович/Олеговна Викторович/Викторовна Юрьевич/Юрьевна
            Антонович/Антоновна Ильич/Ильинична Петрович/Петровна Васильевич/Васильевна Степанович/Степановна
            Григорьевич/Григорьевна Фёдорович/Фёдоровна Вячеславович/Вячеславовна Станиславович/Станиславовна
            Борисович/Борисовна Анатольевич/Анатольевна Геннадьевич/Геннадьевна Семёнович/Семёновна
            Леонидович/Леонидовна Валентинович/Валентиновна Эдуардович/Эдуардовна""");

    /** City, the region in the numbers of its tax offices. */
    private static final String[] PLACES = """
            Москва 77,Москва 77,Москва 77,Москва 77,Санкт-Петербург 78,Санкт-Петербург 78,Новосибирск 54,Екатеринбург 66,
            Казань 16,Нижний Новгород 52,Красноярск 24,Челябинск 74,Самара 63,Уфа 02,Ростов-на-Дону 61,Краснодар 23,
            Омск 55,Воронеж 36,Пермь 59,Волгоград 34,Саратов 64,Тюмень 72,Тольятти 63,Барнаул 22,Ижевск 18,Махачкала 05,
            Хабаровск 27,Ульяновск 73,Иркутск 38,Владивосток 25,Ярославль 76,Кемерово 42,Томск 70,Оренбург 56,Рязань 62,
            Астрахань 30,Пенза 58,Липецк 48,Киров 43,Тула 71,Калининград 39,Курск 46,Тверь 69,Иваново 37,Брянск 32""".replace("\n", "").split(",");

    private static final String[] STREETS = """
            Ленина,Мира,Советская,Садовая,Молодёжная,Гагарина,Пушкина,Кирова,Лесная,Школьная,Новая,Центральная,
            Победы,Октябрьская,Набережная,Заводская,Первомайская,Комсомольская,Горького,Чехова,Чкалова,Строителей,
            Зелёная,Солнечная,Парковая,Луговая,Вокзальная,Некрасова,Тургенева,Космонавтов,Юбилейная,Полевая,Дружбы,
            Речная,Свердлова,Фрунзе,Калинина,Маяковского,Толстого,Лермонтова""".replace("\n", "").split(",");

    private static final String[] TRADES = words("""
            Ромашка Вектор Горизонт Прогресс Альянс Строймастер Техносервис Автолюкс Медтехника Агросоюз Гранит Меркурий
            Планета Радуга Сибирь Волга Урал Восток Север Глобус Эталон Импульс Квант Орион Спектр Фаворит Феникс Стимул
            Партнёр Ресурс Гарант Лидер Маяк Родник Факел Парус Компас Каскад Контур Формат""");

    private static final String[] CODE_WORDS = words("""
            берёза парус малина гранит облако ромашка сирень якорь калина ракета весна компас лагуна пирамида снегирь
            апельсин черника фонарик тополь ландыш""");

    private static final String[] CODES = words("""
            900 901 902 903 904 905 906 908 909 910 911 912 913 914 915 916 917 918 919 920 921 922 923 924 925 926 927 928
            929 930 931 932 933 934 936 937 938 939 950 951 952 953 958 960 961 962 963 964 965 966 967 968 969 977 978 980
            981 982 983 984 985 986 987 988 989 991 992 993 994 995 996 999""");

    /** The first two digits of passports, by the region that issued them. */
    private static final String[] SERIES = words("""
            45 40 46 41 50 65 92 22 04 75 36 80 60 03 52 20 57 18 63 71 01 94 82 08 73 25 05 78 32 69 53 61 12 56 42 33 70
            27 38 28""");

    static final String[] MAIL = words("mail.ru yandex.ru bk.ru inbox.ru list.ru rambler.ru gmail.com");

    private static final String CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя-";
    private static final String[] LATIN =
            ("a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya -").split(" ");

    private DemoNames() {}

    record Place(String city, int region) {}

    static String lastName(SplittableRandom random, boolean female) {
        var skewed = Math.min(random.nextInt(LAST.length), random.nextInt(LAST.length));
        return female ? feminine(LAST[skewed]) : LAST[skewed];
    }

    static String firstName(SplittableRandom random, boolean female) {
        return any(female ? WOMEN : MEN, random);
    }

    static String middleName(SplittableRandom random, boolean female) {
        return any(FATHERS, random).split("/")[female ? 1 : 0];
    }

    static Place place(SplittableRandom random) {
        var place = any(PLACES, random).strip();
        var space = place.lastIndexOf(' ');
        return new Place(place.substring(0, space), Integer.parseInt(place.substring(space + 1)));
    }

    static String street(SplittableRandom random) {
        return any(STREETS, random).strip();
    }

    static String companyName(SplittableRandom random) {
        var form = random.nextInt(5) == 0 ? "АО" : "ООО";
        var name = any(TRADES, random);
        return form + " «" + (random.nextBoolean() ? name : name + "-" + any(TRADES, random)) + "»";
    }

    static String codeWord(SplittableRandom random) {
        return any(CODE_WORDS, random);
    }

    static String mailHost(SplittableRandom random) {
        return latin(any(TRADES, random)) + ".example.ru";
    }

    static int mobileCodes() {
        return CODES.length;
    }

    static String mobileCode(int index) {
        return CODES[index];
    }

    /** Numbers come round again, so each round has another region. */
    static String regionOfSeries(long number, long round) {
        return SERIES[(int) ((number % 17 + round) % SERIES.length)];
    }

    static String latin(String russian) {
        var latin = new StringBuilder();
        for (var letter : russian.toLowerCase(java.util.Locale.ROOT).toCharArray()) {
            var place = CYRILLIC.indexOf(letter);
            latin.append(place < 0 ? letter : LATIN[place].replace("_", ""));
        }
        return latin.toString();
    }

    /** Each half of a double name for itself; names that end in -ко or -ых have one form for all. */
    private static String feminine(String name) {
        var hyphen = name.indexOf('-');
        if (hyphen > 0) {
            return feminine(name.substring(0, hyphen)) + "-" + feminine(name.substring(hyphen + 1));
        }
        if (name.endsWith("ий") || name.endsWith("ый") || name.endsWith("ой")) {
            return name.substring(0, name.length() - 2) + "ая";
        }
        return name.endsWith("в") || name.endsWith("н") ? name + "а" : name;
    }

    private static String any(String[] words, SplittableRandom random) {
        return words[random.nextInt(words.length)];
    }

    private static String[] words(String text) {
        return text.strip().split("\\s+");
    }
}
