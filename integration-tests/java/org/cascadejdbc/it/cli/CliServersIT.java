package org.cascadejdbc.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.cascadejdbc.it.support.Database;
import org.cascadejdbc.it.support.OnDatabases;
import org.cascadejdbc.it.support.Servers;
import org.cascadejdbc.it.support.Space;

/** The packaged command line on servers, and that no password is ever printed. */
class CliServersIT extends CliTrial {
    @OnDatabases({Database.POSTGRESQL, Database.MYSQL, Database.MARIADB})
    void onAServer(Database database) throws Exception {
        try (Space space = Space.create(database)) {
            for (String sql : SHOP) {
                space.run(sql);
            }
            Map<String, String> environment = Map.of("CASCADE_URL", space.url());
            String[] common = {"--option", "noAction=cascade", "--param", "1", "DELETE FROM customer WHERE id = ?"};

            assertThat(run(home, environment, with("explain", common))).as(err).isZero();
            assertThat(out).contains("would delete 5 rows in 3 tables");
            assertThat(run(home, environment, "keys", "--option", "noAction=cascade")).as(err).isZero();
            assertThat(out).contains("customer_id", "NO ACTION", "CASCADE", "cascade-jdbc");
            assertThat(run(home, environment, with("delete", common, "--yes"))).as(err).isZero();
            assertThat(out).contains("Done: 5 rows are gone, as planned.");
            assertThat(rows(space.url(), "item")).isEqualTo(1);
        }
    }

    /** However the password is given, and whatever the driver says of it. */
    @OnDatabases({Database.POSTGRESQL, Database.MYSQL, Database.MARIADB})
    void aPasswordIsNowhereInTheOutput(Database database) throws Exception {
        String url = Servers.url(database).replaceFirst("\\?.*", "");
        String encoded = PASSWORD.replace("&", "%26");

        for (String[] arguments : new String[][] {
            {"keys", "--verbose", "--url", url, "--user", "nobody"},
            {"keys", "--verbose", "--url", url, "--user", "nobody", "--password-env", "MINE"},
            {"keys", "--verbose", "--url", url + "?user=nobody&password=" + encoded},
            {"keys", "--verbose", "--url", "jdbc:cascade:" + url.substring(5) + "?user=nobody&password=" + encoded},
            {"keys", "--verbose", "--url", url.replace("//", "//nobody:" + encoded + "@")},
            {"keys", "--verbose", "--url", url.replaceFirst("//[^/]*", "//[[" + encoded) + "?password=" + encoded},
            {"keys", "--verbose", "--url", url.replace("jdbc:", "jdbc:x") + "?password=" + encoded}
        }) {
            assertThat(run(home, Map.of("CASCADE_PASSWORD", PASSWORD, "MINE", PASSWORD), arguments))
                    .as(String.join(" ", arguments) + "\n" + out + err)
                    .matches(code -> code == 3 || (code == 0 && database == Database.POSTGRESQL));
            nothingSecretWasPrinted();
        }
        assertThat(run("keys", "--url", url, "--password", PASSWORD)).isEqualTo(2);
        nothingSecretWasPrinted();
        assertThat(run("keys", "--url", url, "--password=" + PASSWORD)).isEqualTo(2);
    }
}
