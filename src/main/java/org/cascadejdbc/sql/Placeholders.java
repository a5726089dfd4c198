package org.cascadejdbc.sql;

import java.util.ArrayList;
import java.util.List;

/** The question marks for which values are given when a text is executed. */
public final class Placeholders {
    private Placeholders() {}

    /** What stands before, between and behind them. */
    public static List<String> between(String sql, Lexis lexis) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        Scanner scanner = new Scanner(sql, lexis);
        for (Scanner.Kind kind = scanner.next(); kind != Scanner.Kind.END; kind = scanner.next()) {
            if (kind == Scanner.Kind.PARAMETER) {
                parts.add(sql.substring(from, scanner.start()));
                from = scanner.end();
            }
        }
        parts.add(sql.substring(from));
        return parts;
    }
}
