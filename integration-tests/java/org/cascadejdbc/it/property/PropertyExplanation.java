package org.cascadejdbc.it.property;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;

/** What the law says of a DELETE on a built schema, and why a native twin may differ from it. */
final class PropertyExplanation {
    private static final int SHUFFLES = 4;
    private static final int MYSQL_TOO_DEEP = 3008;
    private static final String GENERAL_ERROR = "S1000";

    private final PropertyCase schema;
    private final PropertySpace built;
    private final PropertyHeld held;
    private final Map<String, Map<String, List<String>>> shownRows = new HashMap<>();
    private final Map<String, Map<String, List<String>>> modelRows = new HashMap<>();

    PropertyExplanation(PropertyCase schema, PropertySpace built) {
        this.schema = schema;
        this.built = built;
        this.held = new PropertyHeld(schema);
        built.initial().forEach((table, rows) ->
                rows.forEach(row -> shownRows.computeIfAbsent(table, t -> new HashMap<>()).put(row.get(0), row)));
        schema.tables().forEach(table -> table.rows()
                .forEach(row -> modelRows.computeIfAbsent(table.name(), t -> new HashMap<>()).put(row.get(0), row)));
    }

    /** Each entry's answer, on what those before it have left. */
    List<PropertyLaw.Answer> law(PropertyDelete delete, List<Set<String>> matches) {
        List<PropertyLaw.Answer> answers = new ArrayList<>();
        PropertyLaw law = new PropertyLaw(schema);
        for (Set<String> numbers : matches) {
            PropertyLaw.Answer answer = law.answer(delete.table(), numbers);
            answers.add(answer);
            law = PropertyLaw.over(schema, answer.left());
        }
        return answers;
    }

    /** How an answer differs from the law, {@code null} if it does not. */
    String difference(PropertyAnswer answer, List<PropertyLaw.Answer> law, PropertyDelete delete) {
        boolean refused = law.stream().anyMatch(PropertyLaw.Answer::refused);
        if (refused != answer.failed()) {
            return refused ? "it must be refused: " + states(law) : "it must not be refused";
        }
        if (refused) {
            if (!answer.refusedForIntegrity()
                    || (schema.database() == Database.POSTGRESQL && !states(law).contains(answer.state()))) {
                return "it must be refused with " + states(law);
            }
            return law.size() > 1 || answer.content().equals(built.initial()) ? null : "nothing may be changed";
        }
        Map<String, List<List<String>>> content = content(law.get(law.size() - 1).left());
        if (!answer.content().equals(content)) {
            return "the rows must be\n" + PropertySpace.show(content);
        }
        for (int i = 0; i < law.size(); i++) {
            if (!countIsRight(answer.counts().get(i), law.get(i), delete)) {
                return "the count must be " + law.get(i).matched().size();
            }
        }
        return null;
    }

    private boolean countIsRight(long count, PropertyLaw.Answer law, PropertyDelete delete) {
        if (schema.database() == Database.SQLITE && delete.way() == PropertyDelete.Way.STATEMENT) {
            long changes = (long) law.changes().size() + law.crossings().size();
            return count == law.matched().size() || (count >= law.doomed().size() && count <= law.doomed().size() + changes);
        }
        return count == law.matched().size();
    }

    private static Set<String> states(List<PropertyLaw.Answer> law) {
        Set<String> states = new TreeSet<>();
        law.forEach(answer -> states.addAll(answer.obstacles()));
        return states;
    }

    /** Rows as the database shows them. */
    private Map<String, List<List<String>>> content(List<PropertyLaw.Row> rows) {
        Map<String, List<List<String>>> content = new TreeMap<>();
        schema.tables().forEach(table -> content.put(table.name(), new ArrayList<>()));
        for (PropertyLaw.Row row : rows) {
            List<String> shown = new ArrayList<>(shownRows.get(row.table.name()).get(row.number()));
            List<String> model = modelRows.get(row.table.name()).get(row.number());
            for (int i = 0; i < shown.size(); i++) {
                if (!Objects.equals(model.get(i), row.values.get(i))) {
                    PropertyKind kind = row.table.columns().get(i).kind();
                    shown.set(i, kind.shownValue(schema.database(), row.values.get(i)));
                }
            }
            content.get(row.table.name()).add(shown);
        }
        content.values().forEach(PropertySpace::sort);
        return content;
    }

    /** Why the twin may differ from the law, {@code null} if it may not. */
    PropertyTolerance explain(
            PropertyAnswer twin, List<PropertyLaw.Answer> law, PropertyDelete delete)
            throws SQLException {
        if (twin.failed() && twin.failure().getErrorCode() == MYSQL_TOO_DEEP) {
            return PropertyTolerance.DEPTH;
        }
        if (schema.database().isH2() && schema.keys().stream().anyMatch(key -> key.rule() == DeleteRule.SET_DEFAULT)) {
            return PropertyTolerance.H2_SET_DEFAULT;
        }
        if (schema.database() == Database.HSQLDB && twin.state().equals(PropertyHeld.TWICE_CHANGED) && law.stream().anyMatch(PropertyHeld::changesTwice)) {
            return PropertyTolerance.TRIGGERED_CHANGE;
        }
        if (schema.database() == Database.HSQLDB && twin.state().equals(GENERAL_ERROR)
                && law.stream().anyMatch(PropertyLaw.Answer::refused) && (delete.way() == PropertyDelete.Way.BATCH || twin.content().equals(built.initial()))) {
            return PropertyTolerance.HSQLDB_GENERAL_ERROR;
        }
        if (schema.database() == Database.HSQLDB && !twin.failed() && law.stream().anyMatch(PropertyLaw.Answer::refused)
                && schema.keys().stream().anyMatch(key -> key.rule() == DeleteRule.SET_DEFAULT)) {
            return PropertyTolerance.HSQLDB_SET_DEFAULT;
        }
        if (schema.database().isH2() && twin.refusedForIntegrity() && schema.keys().stream()
                .anyMatch(key -> key.parent().equals(key.child()) && !key.rule().name().startsWith("SET")
                        && key.rule() != DeleteRule.CASCADE)) {
            return PropertyTolerance.ROW_BY_ROW; // what the DELETE's WHERE names it sees as it was before
        }
        if (twin.refusedForIntegrity() && law.stream().anyMatch(answer -> checkedMidway(answer, twin))) {
            return PropertyTolerance.ROW_BY_ROW;
        }
        if (!twin.failed() && law.stream().noneMatch(PropertyLaw.Answer::refused) && onlyCountsOverlap(twin, law, delete)) {
            return PropertyTolerance.OVERLAP_COUNT;
        }
        if (schema.database().isMySql() && law.stream().anyMatch(answer -> readsWhatChanges(answer, delete))) {
            return PropertyTolerance.LIVE_PREDICATE;
        }
        if ((schema.database().isMySql() || schema.database().isInMemory()) && !twin.failed()
                && states(law).equals(Set.of("23503")) && (leftDangling(twin) || (schema.database().isInMemory() && mayLeaveDangling()))) {
            return PropertyTolerance.LEFT_DANGLING;
        }
        if (changesWithOrder(twin, delete)) {
            return PropertyTolerance.ORDER;
        }
        return law.stream().anyMatch(this::mayBeReleasedFirst) ? PropertyTolerance.RELEASED_FIRST : null;
    }

    /** Whether a SET NULL may change what rows reference by another key, for which H2 and HSQLDB do not look in the same table. */
    private boolean mayLeaveDangling() {
        return schema.keys().stream()
                .filter(key -> key.rule() == DeleteRule.SET_NULL)
                .anyMatch(key -> schema.keys().stream().anyMatch(other -> other.parent().equals(key.child())
                        && !Collections.disjoint(key.set(), other.parentColumns())));
    }

    /** Whether rows are left that reference nothing, by a key within a table that sets columns which it references. */
    private boolean leftDangling(PropertyAnswer twin) {
        return schema.keys().stream()
                .filter(key -> key.parent().equals(key.child()) && key.rule() == DeleteRule.SET_NULL)
                .filter(key -> !Collections.disjoint(key.set(), key.parentColumns()))
                .anyMatch(key -> {
                    List<List<String>> rows = twin.content().get(key.child());
                    PropertyTable table = schema.table(key.child());
                    Set<List<String>> referenced = new HashSet<>();
                    rows.forEach(row -> referenced.add(values(row, table, key.parentColumns())));
                    return rows.stream()
                            .map(row -> values(row, table, key.columns()))
                            .anyMatch(values -> !values.contains(null) && !referenced.contains(values));
                });
    }

    private static List<String> values(List<String> row, PropertyTable table, List<String> columns) {
        List<String> values = new ArrayList<>();
        columns.forEach(column -> values.add(row.get(table.index(column))));
        return values;
    }

    /** Whether the twin was refused because of such a row: PostgreSQL and MySQL tell the key. */
    private boolean checkedMidway(PropertyLaw.Answer law, PropertyAnswer twin) {
        boolean postgreSql = schema.database() == Database.POSTGRESQL;
        boolean hsqldb = schema.database() == Database.HSQLDB; // which knows what goes, and not what lets go
        return law.crossings().stream()
                .filter(crossing -> !postgreSql || crossing.later())
                .filter(crossing -> !hsqldb || !law.doomed().contains(crossing.row()))
                .anyMatch(crossing -> switch (crossing.key().rule()) {
                    case RESTRICT -> held.isTold(crossing.key(), twin);
                    case NO_ACTION -> schema.database() != Database.SQLITE && held.isTold(crossing.key(), twin);
                    case SET_NULL, SET_DEFAULT -> updateMayFail(crossing.key(), crossing.row());
                    case CASCADE -> false;
                });
    }

    private boolean readsWhatChanges(PropertyLaw.Answer law, PropertyDelete delete) {
        String predicate = String.valueOf(delete.predicate());
        boolean otherTable = Stream.concat(law.doomed().stream(), law.changes().keySet().stream())
                .anyMatch(row -> predicate.contains("FROM {" + row.table.name() + "}"));
        return otherTable || law.crossings().stream()
                .filter(crossing -> crossing.key().child().equals(delete.table()))
                .filter(crossing -> crossing.key().rule().name().startsWith("SET"))
                .anyMatch(crossing -> crossing.key().set().stream().anyMatch(c -> predicate.contains("{" + c + "}")));
    }

    private boolean mayBeReleasedFirst(PropertyLaw.Answer law) {
        return releasesByTwoKeys(law) || law.crossings().stream()
                .filter(crossing -> crossing.key().rule() == DeleteRule.CASCADE)
                .anyMatch(cascade -> law.crossings().stream().anyMatch(update -> update.row() == cascade.row()
                        && (update.key().rule() == DeleteRule.SET_NULL || update.key().rule() == DeleteRule.SET_DEFAULT)
                        && !Collections.disjoint(update.key().set(), cascade.key().columns())));
    }

    /** The same where both keys update: the first one's NULL is in a column of the other one. */
    private boolean releasesByTwoKeys(PropertyLaw.Answer law) {
        return law.changes().entrySet().stream().anyMatch(change -> {
            List<PropertyKey> updates = schema.keys().stream()
                    .filter(key -> key.child().equals(change.getKey().table.name()))
                    .filter(key -> key.rule().name().startsWith("SET") && change.getValue().keySet().containsAll(key.set()))
                    .toList();
            return updates.stream().anyMatch(one -> updates.stream()
                    .anyMatch(other -> !one.equals(other) && !Collections.disjoint(one.set(), other.columns())));
        });
    }

    /** Whether an engine that updates rows which go later, may fail by that. */
    private boolean updateMayFail(PropertyKey key, PropertyLaw.Row row) {
        boolean byDefault = key.rule() == DeleteRule.SET_DEFAULT;
        return key.set().stream().anyMatch(column -> {
            boolean toNull = !byDefault || row.table.column(column).defaultValue() == null;
            return !toNull || row.table.isNotNull(column) || isReferenced(row.table.name(), column);
        });
    }

    private boolean isReferenced(String table, String column) {
        return schema.keys().stream()
                .anyMatch(key -> key.parent().equals(table) && key.parentColumns().contains(column));
    }

    /** Whether all is right but for counts that leave out matched rows which the cascade of others took. */
    boolean onlyCountsOverlap(PropertyAnswer twin, List<PropertyLaw.Answer> law, PropertyDelete delete) {
        if (schema.database() == Database.POSTGRESQL || twin.counts().size() != law.size()) {
            return false;
        }
        List<Long> right = new ArrayList<>();
        for (int i = 0; i < law.size(); i++) {
            long matched = law.get(i).matched().size();
            long count = twin.counts().get(i);
            if (count > matched || count < matched - overlapping(law.get(i))) {
                return false;
            }
            right.add(matched);
        }
        return difference(new PropertyAnswer(right, null, twin.content(), ""), law, delete) == null;
    }

    /** Matched rows that the cascade of other matched rows reaches. */
    private long overlapping(PropertyLaw.Answer law) {
        return law.matched().stream()
                .filter(row -> {
                    Set<PropertyLaw.Row> others = PropertyLaw.identitySet();
                    law.matched().stream().filter(other -> other != row).forEach(others::add);
                    PropertyLaw.over(schema, law.doomed()).close(others, DeleteRule.CASCADE);
                    return others.contains(row);
                })
                .count();
    }

    private boolean changesWithOrder(PropertyAnswer twin, PropertyDelete delete) throws SQLException {
        Random random = new Random(schema.seed());
        for (int i = 0; i < SHUFFLES + 2; i++) {
            PropertyCase other = reordered(i, random);
            try (PropertySpace space = PropertySpace.create(other, other.keys(), schema.database().twin());
                    Connection connection = space.space().enforcing().getConnection()) {
                PropertyAnswer answer = PropertyAnswer.of(space, connection, delete);
                if (!answer.sameButCounts(twin)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The same schema with keys, tables and rows in another order; MySQL takes keys in the order of their names. */
    private PropertyCase reordered(int attempt, Random random) {
        List<PropertyKey> keys = new ArrayList<>(schema.keys());
        List<PropertyTable> tables = new ArrayList<>(schema.tables());
        if (attempt == 0) {
            Collections.reverse(keys);
            Collections.reverse(tables);
        } else if (attempt == 1) {
            keys.sort(Comparator.comparing(PropertyKey::rule));
        } else {
            Collections.shuffle(keys, random);
            Collections.shuffle(tables, random);
        }
        List<PropertyKey> named = new ArrayList<>();
        for (PropertyKey key : keys) {
            named.add(key.named("k" + (10 + named.size())));
        }
        List<PropertyTable> turned = new ArrayList<>();
        for (PropertyTable table : tables) {
            List<List<String>> rows = new ArrayList<>(table.rows());
            if (attempt % 2 == 0) {
                Collections.reverse(rows);
            }
            turned.add(table.withRows(rows));
        }
        return schema.with(turned, named);
    }

    /** Why two answers that both are right by the law may differ, {@code null} if they may not. */
    PropertyTolerance between(
            PropertyAnswer our, PropertyAnswer twin, List<PropertyLaw.Answer> law, PropertyDelete delete) {
        PropertyTolerance because = held.tolerance(our, law);
        if (because != null) {
            return because;
        }
        boolean severalStates = states(law).size() > 1 || (schema.database() == Database.HSQLDB && schema.keys().stream()
                .anyMatch(key -> key.rule() == DeleteRule.SET_DEFAULT)); // a missing default is 23503 there, and 23504 what is referenced
        if (our.failed() && twin.failed() && severalStates && our.content().equals(twin.content())) {
            return PropertyTolerance.SEVERAL_OBSTACLES;
        }
        boolean plainOnSqlite =
                schema.database() == Database.SQLITE && delete.way() == PropertyDelete.Way.STATEMENT;
        return plainOnSqlite && our.sameButCounts(twin) ? PropertyTolerance.SQLITE_CHANGES : null;
    }

    /** Why the database may refuse what the law allows us, {@code null} if it may not. */
    PropertyTolerance heldBy(PropertyAnswer our, List<PropertyLaw.Answer> law) {
        return held.tolerance(our, law);
    }
}
