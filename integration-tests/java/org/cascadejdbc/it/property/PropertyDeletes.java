package org.cascadejdbc.it.property;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cascadejdbc.it.support.Database;

/** DELETEs from a generated schema's tables. */
final class PropertyDeletes {
    private static final int ON_SQLITE = 8;
    /** There the schema takes most of the time. */
    private static final int ON_SERVERS = 20;

    private static final List<PropertyDelete.Way> WAYS = List.of(PropertyDelete.Way.values());

    private final PropertyCase schema;
    private final Random random;
    private final boolean ofOneRow;

    /** @param ofOneRow whether most of them are to match by a number, which may be unique */
    PropertyDeletes(PropertyCase schema, Random random, boolean ofOneRow) {
        this.schema = schema;
        this.random = random;
        this.ofOneRow = ofOneRow;
    }

    List<PropertyDelete> generate() {
        List<PropertyDelete> deletes = new ArrayList<>();
        for (int i = 0; i < (schema.database() == Database.SQLITE ? ON_SQLITE : ON_SERVERS); i++) {
            deletes.add(delete());
        }
        return deletes;
    }

    private PropertyDelete delete() {
        // what is referenced is more interesting, and the first table most of all
        PropertyTable target = random.nextInt(3) == 0 || schema.keys().isEmpty()
                ? any()
                : schema.table(schema.keys().get(random.nextInt(schema.keys().size())).parent());
        PropertyDelete.Way way = WAYS.get(random.nextInt(WAYS.size()));
        boolean inTransaction = random.nextInt(3) > 0;
        String predicate = predicate(target, way == PropertyDelete.Way.BATCH);
        int entries = way == PropertyDelete.Way.BATCH ? 2 + random.nextInt(3) : 1;
        List<List<Integer>> parameters = new ArrayList<>();
        for (int entry = 0; entry < entries; entry++) {
            List<Integer> values = new ArrayList<>();
            for (int i = 0; predicate != null && i < predicate.chars().filter(c -> c == '?').count(); i++) {
                values.add(1 + random.nextInt(target.rows().size() + 1));
            }
            parameters.add(values);
        }
        return new PropertyDelete(target.name(), predicate, parameters, way, inTransaction);
    }

    private PropertyTable any() {
        return schema.tables().get(random.nextInt(schema.tables().size()));
    }

    private String predicate(PropertyTable target, boolean ofOwnRow) {
        if (ofOneRow && random.nextInt(3) > 0) {
            return "{n} = ?";
        }
        return switch (random.nextInt(ofOwnRow ? 5 : 11)) {
            case 0, 1 -> "{n} = ?";
            case 2 -> "{n} IN (?, ?)";
            case 3 -> "{n} > ?";
            case 4 -> "{n} BETWEEN ? AND ?";
            case 5 -> null;
            case 6 -> column(target) + (random.nextBoolean() ? " IS NULL" : " IS NOT NULL");
            case 7 -> "{n} IN " + query(target, any(), PropertyTable.NUMBER, "{n} > ?");
            default -> byKey(target);
        };
    }

    private String column(PropertyTable target) {
        return "{" + target.columns().get(random.nextInt(target.columns().size())).name() + "}";
    }

    /** MySQL cannot select from the target but in a derived table. */
    private String query(PropertyTable target, PropertyTable from, String column, String where) {
        String select = "SELECT {" + column + "} FROM {" + from.name() + "} WHERE " + where;
        boolean derived = schema.database().isMySql() && target.equals(from);
        return "(" + (derived ? "SELECT {" + column + "} FROM (" + select + ") AS derived_rows" : select) + ")";
    }

    /** What looks into a table that references the target, or that it references. */
    private String byKey(PropertyTable target) {
        List<PropertyKey> down = schema.keys().stream().filter(key -> key.parent().equals(target.name())).toList();
        List<PropertyKey> up = schema.keys().stream().filter(key -> key.child().equals(target.name())).toList();
        List<PropertyKey> keys = down.isEmpty() || (random.nextInt(3) == 0 && !up.isEmpty()) ? up : down;
        if (keys.isEmpty()) {
            return "{n} < ?";
        }
        PropertyKey key = keys.get(random.nextInt(keys.size()));
        boolean fromParent = keys == up;
        PropertyTable other = schema.table(fromParent ? key.parent() : key.child());
        List<String> own = fromParent ? key.columns() : key.parentColumns();
        List<String> others = fromParent ? key.parentColumns() : key.columns();
        boolean comparable = sameKind(target, own.get(0), other, others.get(0));
        if (!comparable) {
            return "{n} <= ? OR " + column(target) + " IS NULL";
        }
        if (random.nextBoolean() || target.equals(other)) {
            String where = "{n} " + (random.nextBoolean() ? "<" : "<>") + " ? AND {" + others.get(0) + "} IS NOT NULL";
            return "{" + own.get(0) + "} " + (random.nextInt(4) == 0 ? "NOT " : "") + "IN "
                    + query(target, other, others.get(0), where);
        }
        return (random.nextInt(3) == 0 ? "NOT " : "") + "EXISTS (SELECT 1 FROM {" + other.name() + "} AS {Other} WHERE "
                + "{Other}.{" + others.get(0) + "} = {" + target.name() + "}.{" + own.get(0) + "} AND {Other}.{n} > ?)";
    }

    private static boolean sameKind(PropertyTable one, String column, PropertyTable other, String otherColumn) {
        return one.column(column).kind().equals(other.column(otherColumn).kind());
    }
}
