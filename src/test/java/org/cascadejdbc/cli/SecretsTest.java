package org.cascadejdbc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
        "jdbc:mysql://address=(host=localhost)(user=me)(password=tiger)/shop",
        "jdbc:oracle:thin:me/tiger@localhost:1521/shop"
    })
    void aPasswordInTheUrlIsNotShown(String url) {
        Secrets secrets = Secrets.of(List.of("keys", "--url", url), Map.of());

        assertThat(secrets.hide("cannot connect to " + url + ", password \"tiger\"")).doesNotContain("tiger")
                .startsWith("cannot connect to jdbc:");
        assertThat(secrets.hide("the driver's own words: tiger")).isEqualTo("the driver's own words: ***");
        assertThat(Secrets.of(List.of("--url=" + url), Map.of()).hide(url)).doesNotContain("tiger");
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
