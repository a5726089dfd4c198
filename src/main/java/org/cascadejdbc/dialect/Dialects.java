package org.cascadejdbc.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cascadejdbc.text.Shown;

/** The one list of the databases that we know, each of which says itself what it claims: a new one is a line here. */
public final class Dialects {
    private static final List<Known> ALL = List.of(
            new Known("PostgreSQL", PostgresqlDialect::claim),
            new Known("MySQL", MysqlDialect::claim),
            new Known("MariaDB", MariaDbDialect::claim),
            new Known("SQLite", SqliteDialect::claim));

    /**
     * One of them.
     *
     * @param title as it calls itself
     * @param claim its dialect, if that product is its own
     */
    private record Known(String title, Function<Product, Optional<Dialect>> claim) {}

    private Dialects() {}

    /**
     * The dialect of that connection's database.
     *
     * @throws SQLFeatureNotSupportedException if it is none of those that we know
     */
    public static Dialect of(Connection connection) throws SQLException {
        Product product = Product.of(connection);
        for (Known known : ALL) {
            Optional<Dialect> claimed = known.claim().apply(product);
            if (claimed.isPresent()) {
                return claimed.get();
            }
        }
        throw new SQLFeatureNotSupportedException(Shown.text("cascade-jdbc knows " + titles() + ", but this is " + product.name()
                + " " + product.version() + "; connect to it without cascade-jdbc"), "0A000");
    }

    /** {@code A, B and C}. */
    private static String titles() {
        int last = ALL.size() - 1;
        return ALL.subList(0, last).stream().map(Known::title).collect(Collectors.joining(", ")) + " and "
                + ALL.get(last).title();
    }
}
