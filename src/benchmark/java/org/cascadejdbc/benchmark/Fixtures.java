package org.cascadejdbc.benchmark;

import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where the contenders delete: the native one in a twin with cascading keys; the others each in a space of its own
 * where rows are really gone, and all in one where they are rolled back.
 */
final class Fixtures implements AutoCloseable {
    private final Engine engine;
    private final Shape shape;
    private final Keys keys;
    private final Map<Way, Fixture> fixtures = new EnumMap<>(Way.class);

    Fixtures(Engine engine, Shape shape, Keys keys, Iterable<Way> ways) throws SQLException {
        this.engine = engine;
        this.shape = shape;
        this.keys = keys;
        Fixture shared = null;
        for (Way way : ways) {
            if (!way.applies(engine, shape)) {
                continue;
            }
            if (way == Way.NATIVE) {
                fixtures.put(way, new Fixture(engine, shape, Keys.CASCADE));
            } else {
                shared = shared == null || shape.committed() ? new Fixture(engine, shape, keys) : shared;
                fixtures.put(way, shared);
            }
        }
    }

    Engine engine() {
        return engine;
    }

    Shape shape() {
        return shape;
    }

    Keys keys() {
        return keys;
    }

    List<Way> ways() {
        return List.copyOf(fixtures.keySet());
    }

    Fixture of(Way way) {
        return Objects.requireNonNull(fixtures.get(way));
    }

    /** Ends a contender's transaction as the shape wants. */
    void end(Contender contender) throws SQLException {
        if (shape.committed()) {
            contender.commit();
        } else {
            contender.rollback();
        }
    }

    /** Fails unless one delete has taken what hangs on its target and nothing else, in each table. */
    void check(Way way, Map<String, Long> before, Map<String, Long> after) {
        for (Shape.Table table : shape.tables()) {
            long gone = before.get(table.name()) - after.get(table.name());
            if (gone != table.doomed()) {
                throw new IllegalStateException(String.format("%s %s %s: %s deleted %d rows of %s instead of %d",
                        engine, shape.name(), keys, way.label(), gone, table.name(), table.doomed()));
            }
        }
    }

    /** Fails unless all deletes up to now together have done so. */
    void check() throws SQLException {
        for (Map.Entry<Way, Fixture> entry : fixtures.entrySet()) {
            entry.getValue().check(shape.name() + " " + entry.getKey().label());
        }
    }

    @Override
    public void close() throws SQLException {
        for (Fixture fixture : new HashSet<>(fixtures.values())) {
            fixture.close();
        }
    }
}
