package org.cascadejdbc.benchmark;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.cascadejdbc.CascadeDataSource;
import org.cascadejdbc.DeleteRule;

/** The contenders. */
enum Way {
    /** The twin whose keys are declared ON DELETE CASCADE, with the bare driver: 1.0. */
    NATIVE("native"),
    OURS("ours"),
    /** The same of another build, {@link EarlierBuild}; only where one is given. */
    BEFORE("ours, before"),
    /** Ours on a MySQL connection that allows several statements in one text. */
    OURS_MULTI("ours, multi"),
    /** The best that we know to write by hand; not safe against concurrent writers everywhere. */
    HAND("by hand"),
    /** As SQLAlchemy's unit of work does. */
    ROWS("row at a time"),
    /** {@code CascadeType.REMOVE}. */
    HIBERNATE("Hibernate");

    private final String label;

    Way(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    boolean applies(Engine engine, Shape shape) {
        return switch (this) {
            case NATIVE, OURS, ROWS -> true;
            case BEFORE -> EarlierBuild.isGiven();
            case OURS_MULTI -> engine == Engine.MYSQL;
            case HAND -> engine != Engine.SQLITE;
            case HIBERNATE -> !shape.isTree();
        };
    }

    /** Whether it takes as many statements as there are rows, or nearly. */
    boolean isRowByRow() {
        return this == ROWS || this == HIBERNATE;
    }

    /** Whether an autocommitted call is atomic; the others end their transaction by a call of their own. */
    boolean isAtomic(Engine engine) {
        return switch (this) {
            case NATIVE, OURS, BEFORE, OURS_MULTI -> true;
            case HAND -> engine == Engine.POSTGRESQL;
            case ROWS, HIBERNATE -> false;
        };
    }

    /** What the URL says more than that of others. */
    String parameters(Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> "";
            case MYSQL -> switch (this) {
                case OURS_MULTI, HAND -> "&allowMultiQueries=true";
                case ROWS, HIBERNATE -> "&rewriteBatchedStatements=true";
                case NATIVE, OURS, BEFORE -> "";
            };
            case SQLITE -> this == OURS || this == BEFORE ? "" : "&foreign_keys=true";
        };
    }

    Contender open(DataSource driver, Fixture fixture, Keys keys) throws SQLException {
        Shape shape = fixture.shape();
        return switch (this) {
            case NATIVE -> OneStatement.of(driver.getConnection(), shape.delete());
            case OURS, OURS_MULTI -> OneStatement.of(ours(driver, shape), shape.delete());
            case BEFORE -> OneStatement.of(EarlierBuild.connect(driver, relations(shape)), shape.delete());
            case HAND -> OneStatement.of(
                    driver.getConnection(), new HandWritten(fixture.engine(), shape, keys).sql());
            case ROWS -> new RowAtATime(driver.getConnection(), shape);
            case HIBERNATE -> new HibernateRemove(driver.getConnection(), fixture);
        };
    }

    private static String relations(Shape shape) {
        StringBuilder script = new StringBuilder();
        for (Shape.Table table : shape.tables()) {
            for (Shape.Reference reference : table.references()) {
                script.append("ALTER TABLE ").append(table.name()).append(" ADD FOREIGN KEY (").append(reference.column())
                        .append(") REFERENCES ").append(reference.parent()).append(" (id) ON DELETE CASCADE;\n");
            }
        }
        return script.toString();
    }

    private static Connection ours(DataSource driver, Shape shape) throws SQLException {
        var builder = CascadeDataSource.builder(driver);
        for (Shape.Table table : shape.tables()) {
            for (Shape.Reference reference : table.references()) {
                builder.foreignKey(table.name(), reference.column())
                        .references(reference.parent(), "id")
                        .onDelete(DeleteRule.CASCADE);
            }
        }
        return builder.build().getConnection();
    }
}
