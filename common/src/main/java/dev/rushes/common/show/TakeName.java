package dev.rushes.common.show;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what people put into the names of takes, such as {@code S01E02-INTRO-TAKE-2.mp4}. */
public final class TakeName {
    /** TAKE, TK or T, then the number, ended by anything that is no letter or digit. */
    private static final Pattern TAKE =
            Pattern.compile(
                    "(?i)(?:^|[^\\p{Alnum}])(?:take|tk|t)[ ._-]*(\\d{1,4})(?=$|[^\\p{Alnum}])");

    private TakeName() {}

    /** The take number of the last such part of the name, or empty where it has none or it is zero. */
    public static OptionalInt takeNumber(String filename) {
        OptionalInt found = OptionalInt.empty();
        Matcher matcher = TAKE.matcher(filename);
        while (matcher.find()) {
            int number = Integer.parseInt(matcher.group(1));
            found = number == 0 ? found : OptionalInt.of(number);
        }
        return found;
    }
}
