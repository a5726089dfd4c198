package org.cascadejdbc.it.property.wide;

import java.util.List;
import java.util.regex.Matcher;

/**
 * A statement of a wide case and the circumstances in which it is executed.
 *
 * @param before statements that the connection executes first
 * @param late a table that another connection creates with its row meanwhile, empty for none
 * @param counted whether the session is asked what its last statement did
 * @param sql with {@link #PARAMETER} where the values go
 * @param values of each entry of a batch, or each thread; of the only statement otherwise
 * @param implicit whether what it deletes besides its own rows depends on whether keys act
 */
record WideAct(
        List<WideSetting> settings,
        List<String> before,
        List<String> late,
        Meanwhile meanwhile,
        Way way,
        boolean inTransaction,
        boolean moved,
        boolean counted,
        String sql,
        List<List<Integer>> values,
        boolean implicit) {
    static final String PARAMETER = "\u0001";

    /** How it is executed. */
    enum Way {
        PREPARED,
        STATEMENT,
        BATCH,
        PREPARED_BATCH,
        THREADS,
        PREPARED_THREADS;

        boolean hasSeveral() {
            return this != PREPARED && this != STATEMENT;
        }

        boolean ofThreads() {
            return this == THREADS || this == PREPARED_THREADS;
        }
    }

    /** When the schema changes. */
    enum Meanwhile {
        NEVER,
        /** After the connection has executed another DELETE of the table. */
        BEFORE,
        /** While this one waits. */
        DURING
    }

    boolean off() {
        return settings.stream().anyMatch(WideSetting::off);
    }

    String prepared() {
        return sql.replace(PARAMETER, "?");
    }

    String text(List<Integer> entry) {
        String text = sql;
        for (Integer value : entry) {
            text = text.replaceFirst(PARAMETER, Matcher.quoteReplacement(value.toString()));
        }
        return text;
    }

    /** Blanks that are none everywhere as Java writes them. */
    private static String visible(String sql) {
        StringBuilder visible = new StringBuilder();
        sql.codePoints().forEach(c -> visible.append(c < ' ' || c == '\u0085' || (Character.isSpaceChar(c) && c > ' ')
                || c == '\ufeff'
                ? "\\u%04x".formatted(c) : Character.toString(c)));
        return visible.toString();
    }

    /** For people to read. */
    String described() {
        StringBuilder lines = new StringBuilder();
        settings.stream().filter(setting -> !setting.equals(WideSetting.NONE)).forEach(setting ->
                lines.append("-- session: ").append(setting.url()).append(setting.set()).append('\n'));
        before.forEach(statement -> lines.append(statement).append(";\n"));
        late.forEach(statement ->
                lines.append("-- ").append(meanwhile).append(", by others: ").append(statement).append('\n'));
        values.forEach(entry -> lines.append(visible(text(entry))).append(";\n"));
        return lines + "-- " + way + (inTransaction ? " in a transaction" : " in autocommit")
                + (moved ? ", made in @own, executed after a move to @other" : "");
    }
}
