package org.cascadejdbc.driver;

import java.util.regex.Pattern;

/** Which file it is, the driver alone knows: its error says that there is none (90146). In memory nothing is left of a typing error. */
record H2Url(String url) implements FileUrl {
    private static final Pattern H2 = Pattern.compile("jdbc:(?:[a-z0-9+-]+:)*?h2:(?!mem:).*", Pattern.DOTALL);
    private static final Pattern GIVEN = Pattern.compile(";\\s*IFEXISTS\\s*=[^;]*", Pattern.CASE_INSENSITIVE);

    static boolean is(String url) {
        return H2.matcher(url).matches();
    }

    @Override
    public String missing() {
        return null;
    }

    @Override
    public String withoutCreating() {
        return GIVEN.matcher(url).replaceAll("") + ";IFEXISTS=TRUE";
    }
}
