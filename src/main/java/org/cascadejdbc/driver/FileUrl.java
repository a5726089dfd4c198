package org.cascadejdbc.driver;

/**
 * A URL whose driver makes a new, empty database of every name that it does not know: where somebody types it, that is a typing
 * error, and it must not.
 */
public interface FileUrl {
    /** The file's name if it is certain that there is no such file, else {@code null}. */
    String missing();

    /** The same URL, but the driver opens what is there and makes nothing. */
    String withoutCreating();

    /** By the driver that the URL is for; one that makes nothing gets its URL as it is. */
    static FileUrl of(String url) {
        return XerialUrl.is(url) ? new XerialUrl(url) : H2Url.is(url) ? new H2Url(url) : new Other(url);
    }

    /** One of a driver that makes nothing. */
    record Other(String withoutCreating) implements FileUrl {
        @Override
        public String missing() {
            return null;
        }
    }
}
