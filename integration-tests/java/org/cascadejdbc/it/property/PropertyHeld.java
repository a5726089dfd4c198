package org.cascadejdbc.it.property;

import java.sql.BatchUpdateException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.cascadejdbc.DeleteRule;
import org.cascadejdbc.it.support.Database;

/** When the database holds on to what the law lets go: keys that are declared, and that it checks in its own order. */
final class PropertyHeld {
    static final String TWICE_CHANGED = "27000";
    private static final int H2_NO_DEFAULT = 23507;

    private final PropertyCase schema;

    PropertyHeld(PropertyCase schema) {
        this.schema = schema;
    }

    /** Why the database may refuse what the law allows us, {@code null} if it may not. */
    PropertyTolerance tolerance(PropertyAnswer our, List<PropertyLaw.Answer> law) {
        if (schema.database().isH2() && our.failed() && our.failure().getErrorCode() == H2_NO_DEFAULT) {
            return PropertyTolerance.H2_SET_DEFAULT;
        }
        if (our.state().equals(TWICE_CHANGED) && law.stream().anyMatch(PropertyHeld::changesTwice)) {
            return PropertyTolerance.TRIGGERED_CHANGE;
        }
        if (our.refusedForIntegrity() && law.stream().anyMatch(this::changesWhatGoingRowsReference)) {
            return PropertyTolerance.WATCHED_KEY;
        }
        boolean inRing = our.refusedForIntegrity() && law.stream().anyMatch(answer -> isHeldInRing(answer, our));
        return inRing ? PropertyTolerance.WATCHED_RING : null;
    }

    /** Whether keys that set columns find a row that goes, or two of them one row. */
    static boolean changesTwice(PropertyLaw.Answer law) {
        List<PropertyLaw.Crossing> set = law.crossings().stream()
                .filter(crossing -> crossing.key().rule().name().startsWith("SET"))
                .toList();
        return set.stream().anyMatch(crossing -> law.doomed().contains(crossing.row()) || set.stream()
                .anyMatch(other -> other.row() == crossing.row() && !other.key().equals(crossing.key())));
    }

    private boolean changesWhatGoingRowsReference(PropertyLaw.Answer law) {
        return schema.database() != Database.POSTGRESQL && law.changes().entrySet().stream()
                .anyMatch(change -> schema.declared().stream()
                        .filter(key -> key.parent().equals(change.getKey().table.name()))
                        .filter(key -> change.getValue().keySet().stream().anyMatch(key.parentColumns()::contains))
                        .anyMatch(key -> PropertyLaw.over(schema, law.doomed()).isReferenced(key, change.getKey())));
    }

    /** Whether we were refused because of a row that goes, by a key that it cannot let go of beforehand. */
    private boolean isHeldInRing(PropertyLaw.Answer law, PropertyAnswer our) {
        return schema.database() != Database.POSTGRESQL && law.crossings().stream()
                .filter(crossing -> law.doomed().contains(crossing.row()))
                .filter(crossing -> (schema.database().isH2() || isTold(crossing.key(), our)) && isInRing(crossing.key()))
                .anyMatch(crossing -> {
                    PropertyKey key = crossing.key();
                    DeleteRule declared = key.declared(schema.mode(), schema.database());
                    boolean checked = declared == DeleteRule.RESTRICT
                            || (declared == DeleteRule.NO_ACTION && (schema.database().isMySql() || schema.database().isH2()))
                            || (declared != null && !key.child().equals(key.parent()));
                    PropertyTable table = schema.table(key.child());
                    return checked && key.columns().stream().allMatch(column ->
                            table.isNotNull(column) || schema.declared().stream()
                                    .anyMatch(other -> other.parent().equals(key.child())
                                            && other.parentColumns().contains(column)));
                });
    }

    /** Whether the table that the key references reaches the referencing one in turn. */
    private boolean isInRing(PropertyKey key) {
        Set<String> reached = new HashSet<>(Set.of(key.parent()));
        boolean more = true;
        while (more) {
            more = false;
            for (PropertyKey other : schema.keys()) {
                more |= reached.contains(other.child()) && reached.add(other.parent());
            }
        }
        return reached.contains(key.child());
    }

    /** Whether a refusal tells that key: PostgreSQL and MySQL do. */
    boolean isTold(PropertyKey key, PropertyAnswer twin) {
        String message = String.valueOf(twin.failure().getMessage());
        boolean ofBatch = twin.failure() instanceof BatchUpdateException; // it tells one entry's
        if (schema.database() == Database.HSQLDB) {
            return ofBatch || message.contains("; " + key.name().toUpperCase(Locale.ROOT) + " table: ");
        }
        if (schema.database().isH2()) {
            return ofBatch || message.toUpperCase(Locale.ROOT).contains("\"" + key.name().toUpperCase(Locale.ROOT) + ": ");
        }
        return schema.database() == Database.SQLITE || ofBatch || message.contains(schema.database().quote(key.name()));
    }
}
