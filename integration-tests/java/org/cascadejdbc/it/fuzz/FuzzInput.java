package org.cascadejdbc.it.fuzz;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.cascadejdbc.it.support.Database;

/** A seed and what is done to it. */
record FuzzInput(Database database, String schema, String seedText, List<FuzzMutation> mutations, boolean prepared) {
    private static final int MOST_KEEPING = 9;
    private static final int MOST_WILD = 3;
    /** Until the end in place of the schema, whose name is another in each run: so a seed always gives the same text. */
    private static final Pattern SCHEMA = Pattern.compile("fuzz_own", Pattern.CASE_INSENSITIVE);

    static FuzzInput random(Database database, String schema, long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        List<String> seeds = FuzzSeeds.of(database);
        List<FuzzMutation> mutations = new ArrayList<>();
        List<FuzzMutation.Kind> keeping = FuzzMutation.Kind.that(true);
        List<FuzzMutation.Kind> wild = FuzzMutation.Kind.that(false);
        String text = seeds.get(random.nextInt(seeds.size()));
        boolean recursive = text.contains("RECURSIVE"); // damaged it may never end
        for (int i = random.nextInt(MOST_KEEPING); i >= 0; i--) {
            mutations.add(new FuzzMutation(keeping.get(random.nextInt(keeping.size())), random.nextLong()));
        }
        for (int i = random.nextBoolean() && !recursive ? random.nextInt(MOST_WILD) : -1; i >= 0; i--) {
            mutations.add(new FuzzMutation(wild.get(random.nextInt(wild.size())), random.nextLong()));
        }
        return new FuzzInput(database, schema, text, List.copyOf(mutations), random.nextInt(3) == 0);
    }

    boolean keepsMeaning() {
        return mutations.stream().allMatch(FuzzMutation::keepsMeaning);
    }

    FuzzInput without(int mutation) {
        List<FuzzMutation> fewer = new ArrayList<>(mutations);
        fewer.remove(mutation);
        return new FuzzInput(database, schema, seedText, fewer, prepared);
    }

    private FuzzDraft draft() {
        FuzzDraft draft = new FuzzDraft(database, SCHEMA.pattern(), seedText);
        for (FuzzMutation mutation : mutations) {
            if (mutation.keepsMeaning()) {
                draft.apply(mutation.kind(), new Random(mutation.seed()));
            }
        }
        return draft;
    }

    String sql() {
        String sql = draft().text();
        for (FuzzMutation mutation : mutations) {
            sql = mutation.keepsMeaning() ? sql : mutation.apply(sql);
        }
        return SCHEMA.matcher(sql).replaceAll(schema);
    }

    /** Whether it is executed without being prepared. */
    boolean isPlain() {
        return !prepared && draft().parameters().isEmpty();
    }

    /**
     * What a program sees.
     *
     * @param count the update count, -1 where there are rows
     * @param rows the columns' labels, then the rows in an order of their own; empty where there is a count
     */
    record Answer(long count, List<String> rows) {
        private static Answer of(Statement statement, boolean hasRows) throws SQLException {
            if (!hasRows) {
                return new Answer(statement.getUpdateCount(), List.of());
            }
            try (ResultSet result = statement.getResultSet()) {
                int columns = result.getMetaData().getColumnCount();
                List<String> rows = new ArrayList<>();
                while (result.next()) {
                    StringJoiner row = new StringJoiner(",", "(", ")");
                    for (int i = 1; i <= columns; i++) {
                        row.add(result.getString(i));
                    }
                    rows.add(row.toString());
                }
                Collections.sort(rows);
                StringJoiner labels = new StringJoiner(",");
                for (int i = 1; i <= columns; i++) {
                    labels.add(result.getMetaData().getColumnLabel(i));
                }
                rows.add(0, labels.toString());
                return new Answer(-1, rows);
            }
        }
    }

    Answer execute(Connection connection) throws SQLException {
        FuzzDraft draft = draft();
        String sql = sql();
        List<Object> parameters = draft.parameters();
        if (isPlain()) {
            try (Statement statement = connection.createStatement()) {
                return Answer.of(statement, statement.execute(sql));
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                if (parameters.get(i) instanceof Integer number) {
                    statement.setInt(i + 1, number);
                } else {
                    statement.setString(i + 1, (String) parameters.get(i));
                }
            }
            return Answer.of(statement, statement.execute());
        }
    }

    /** With what cannot be seen escaped. */
    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder(prepared ? "prepared " : "");
        for (char c : sql().chars().mapToObj(c -> (char) c).toList()) {
            shown.append(c >= ' ' && c < 0x7f ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        List<Object> parameters = draft().parameters();
        return parameters.isEmpty() ? shown.toString() : shown + " with " + parameters;
    }
}
