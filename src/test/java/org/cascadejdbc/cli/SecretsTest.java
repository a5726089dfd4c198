package org.cascadejdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "jdbc:postgresql://localhost/shop?user=me&password=tiger&ssl=true",
        "jdbc:cascade:postgresql://localhost/shop?password=tiger",
        "jdbc:mysql://me:tiger@localhost:3306/shop",
        "jdbc:mysql://localhost/shop?trustCertificateKeyStorePassword=tiger",
        "jdbc:sqlserver://localhost;user=me;password=tiger;encrypt=true",
        "jdbc:cascade:otel:mysql://me:tiger@localhost:3306/shop",
        "jdbc:oracle:thin:me/tiger@localhost:1521/shop"
    })
    void aPasswordInTheUrlIsNotShown(String url) {
        Secrets secrets = Secrets.of(List.of("keys", "--url", url), Map.of());

        assertThat(secrets.hide("cannot connect to " + url + ", password \"tiger\"")).doesNotContain("tiger")
                .startsWith("cannot connect to jdbc:");
        assertThat(secrets.hide("the driver's own words: tiger")).isEqualTo("the driver's own words: ***");
        assertThat(Secrets.of(List.of("--url=" + url), Map.of()).hide(url)).doesNotContain("tiger");
    }

    /** Where a password is in the URL is not certain: then no word of the URL is shown, whoever says it. */
    @ParameterizedTest
    @ValueSource(strings = {
        "jdbc:mysql://address=(host=db1)(user=me)(password=tiger)/shop",
        "jdbc:cascade:mysql://(host=db1,port=1,user=me,password=ti/ger)/shop",
        "jdbc:mysql:replication://(host=db1,password=tiger),(host=db2)/shop",
        "jdbc:postgresql://db1/shop?user=me&password=ti@ger",
        "jdbc:postgresql://me:ti#ger@db1/shop",
        "postgres://me:tiger@db1/shop"
    })
    void whatIsNotCertainIsNotShown(String url) {
        for (List<String> arguments : List.of(List.of("keys", "--url", url), List.of("keys", "--url=" + url), List.of("-u", url))) {
            Secrets secrets = Secrets.of(arguments, Map.of());
            List<String> pieces = new ArrayList<>(List.of(url, url.substring(5), url.toUpperCase(Locale.ROOT)));
            pieces.addAll(List.of(url.substring(url.indexOf(':', 5) + 1).split("[(),&?/]", -1)));
            pieces.add(url.substring(url.indexOf("ti")).split("\\)", -1)[0]);
            for (String piece : pieces) {
                assertThat(secrets.hide("the driver says: '" + piece + "'")).as(piece).satisfies(SecretsTest::noPartOfTiger);
            }
            assertThat(secrets.hide("Connection refused")).isEqualTo("Connection refused");
        }
        Secrets secrets = Secrets.of(List.of(), Map.of("CASCADE_URL", url));
        noPartOfTiger(secrets.hide("cannot use " + url));
    }

    private static void noPartOfTiger(String shown) {
        assertThat(shown).doesNotContainPattern("(?i)tiger|\\bti\\b|\\bger\\b");
    }

    @Test
    void aPasswordHoldsWhatItLikes() {
        Secrets secrets = Secrets.of(List.of("--url", "jdbc:mysql://me:ti/ger:@db1/shop"), Map.of());

        assertThat(secrets.hide("me:ti/ger: or ti/ger: at db1")).isEqualTo("*** or *** at db1");
    }

    @Test
    void anEncodedPasswordIsKnownInBothForms() {
        Secrets secrets = Secrets.of(List.of("--url", "jdbc:postgresql://localhost/shop?password=ti%26ger"), Map.of());

        assertThat(secrets.hide("ti&ger or ti%26ger")).isEqualTo("*** or ***");
    }

    @Test
    void thoseOfTheEnvironmentAreKnown() {
        Map<String, String> environment = Map.of(
                "CASCADE_PASSWORD", "lion", "MINE", "puma", "CASCADE_URL", "jdbc:mysql://me:lynx@localhost/shop");

        assertThat(Secrets.of(List.of("--password-env", "MINE"), environment).hide("lion puma lynx"))
                .isEqualTo("*** *** ***");
        assertThat(Secrets.of(List.of("--password-env=MINE"), environment).hide("puma")).isEqualTo("***");
    }

    @Test
    void oneThatIsWronglyAnArgumentIsKnown() {
        assertThat(Secrets.of(List.of("keys", "--password", "tiger"), Map.of()).hide("'tiger'")).isEqualTo("'***'");
        assertThat(Secrets.of(List.of("keys", "--password=tiger"), Map.of()).hide("'tiger'")).isEqualTo("'***'");
        assertThat(Secrets.of(List.of("explain", "--password", "DELETE FROM t"), Map.of()).hide("DELETE FROM t"))
                .isEqualTo("DELETE FROM t");
    }
}
