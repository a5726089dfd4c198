package org.cascadejdbc.engine;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cascadejdbc.engine.h2.H2Claim;
import org.cascadejdbc.engine.hsqldb.HsqldbClaim;
import org.cascadejdbc.engine.mariadb.MariaDbClaim;
import org.cascadejdbc.engine.mysql.MysqlClaim;
import org.cascadejdbc.engine.postgresql.PostgresqlClaim;
import org.cascadejdbc.engine.sqlite.SqliteClaim;
import org.cascadejdbc.text.Shown;

/** The one list of the databases that we know, each of which says itself what it claims: a new one is a line here. */
public final class Engines {
    private static final List<Claim> ALL =
            List.of(new PostgresqlClaim(), new MysqlClaim(), new MariaDbClaim(), new SqliteClaim(), new H2Claim(), new HsqldbClaim());
    private static final String WAYS_OUT = "; connect to it without cascade-jdbc, or with cascade.unsupported=pass, by which"
            + " every statement passes as it is and nothing cascades";

    private Engines() {}

    /** Their names, as {@code cascade.engine} has them. */
    public static List<String> names() {
        return ALL.stream().map(Claim::name).toList();
    }

    /** Whether that URL, without {@code jdbc:}, lets a driver do no more than log in, whoever it comes from. */
    public static boolean isHarmless(String url) {
        return ALL.stream().allMatch(claim -> claim.isHarmless(url));
    }

    /** The subprotocols that a URL may name. */
    public static List<String> subprotocols() {
        return ALL.stream().flatMap(claim -> claim.subprotocols().stream()).toList();
    }

    /** The name of the one that a product calls itself. */
    public static Optional<String> claiming(Product product) {
        return ALL.stream().filter(claim -> claim.claims(product)).map(Claim::name).findFirst();
    }

    /** What was insisted on, whatever the product is. */
    public static Engine named(String name, Product product) {
        return ALL.stream().filter(claim -> claim.name().equals(name)).findAny().orElseThrow().engine(product);
    }

    /**
     * The engine of a product, by what the driver says of it.
     *
     * @throws SQLFeatureNotSupportedException if it is none of those that we know, too old, or something that only calls itself
     *     so
     */
    public static Engine of(Product product) throws SQLException {
        Claim claim = claim(product);
        refuseOthers(claim, product, product.version());
        refuseOthers(claim, product, product.driver());
        if (claim.version(product).compareTo(claim.minimum()) < 0) {
            throw unsupported("cascade-jdbc needs " + claim.title() + " " + claim.minimum() + " or later, but this is " + product
                    + "; upgrade it");
        }
        return claim.engine(product);
    }

    /**
     * Asks the server what it is, where drivers do not tell: a round trip.
     *
     * @throws SQLFeatureNotSupportedException if it only calls itself so
     */
    public static void confirm(Connection connection, Product product) throws SQLException {
        Claim claim = claim(product);
        if (claim.question().isPresent()) {
            refuseOthers(claim, product, answer(connection, claim.question().get()));
        }
    }

    private static Claim claim(Product product) throws SQLException {
        return ALL.stream()
                .filter(known -> known.claims(product))
                .findFirst()
                .orElseThrow(() -> unsupported("cascade-jdbc knows " + titles() + ", but this is " + product));
    }

    private static void refuseOthers(Claim claim, Product product, String told) throws SQLException {
        String lower = told.toLowerCase(Locale.ROOT);
        if (claim.others().stream().anyMatch(lower::contains)) {
            throw unsupported("this speaks " + claim.title() + "'s language but is another database, on which cascade-jdbc is not known"
                    + " to work: " + told + " (" + product + "); at your own risk insist by cascade.engine=" + claim.name());
        }
    }

    private static SQLException unsupported(String why) {
        return new SQLFeatureNotSupportedException(Shown.text(why + WAYS_OUT), "0A000");
    }

    private static String answer(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    /** What they call themselves: {@code A, B and C}. */
    public static String titles() {
        int last = ALL.size() - 1;
        return ALL.subList(0, last).stream().map(Claim::title).collect(Collectors.joining(", ")) + " and "
                + ALL.get(last).title();
    }
}
