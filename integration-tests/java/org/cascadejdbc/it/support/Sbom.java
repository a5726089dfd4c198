package org.cascadejdbc.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a jar's list of components says, which has been compared with the Maven metadata of what is in the jar.
 *
 * @param inside what is in the jar
 * @param needed what it needs besides
 */
public record Sbom(List<String> inside, List<String> needed) {
    private static final Pattern COMPONENT = Pattern.compile("\"purl\": \"pkg:maven/([^/]+)/([^@]+)@([^?$]+)\\?type=jar\","
            + "\\s*\"properties\": \\[\\s*\\{\\s*\"name\": \"org.cascadejdbc:in-this-jar\",\\s*\"value\": \"(true|false)\"");

    public static Sbom of(String path, String name) throws IOException {
        try (JarFile jar = new JarFile(path)) {
            assertThat(jar.stream().map(JarEntry::getName).filter(entry -> entry.endsWith(".cdx.json"))).containsExactly(name);
            assertThat(jar.getManifest().getMainAttributes().getValue("Sbom-Location")).isEqualTo(name);
            TreeMap<String, String> listed = new TreeMap<>();
            List<String> needed = new ArrayList<>();
            String text = new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).contains("\"bomFormat\": \"CycloneDX\"").doesNotContain("${");
            Matcher component = COMPONENT.matcher(text);
            while (component.find()) {
                String artifact = component.group(1) + ":" + component.group(2);
                if (component.group(4).equals("true")) {
                    listed.put(artifact, component.group(3));
                } else {
                    needed.add(artifact);
                }
            }
            assertThat(listed).as("by the Maven metadata in the jar").isEqualTo(found(jar));
            return new Sbom(List.copyOf(listed.keySet()), List.copyOf(needed));
        }
    }

    private static TreeMap<String, String> found(JarFile jar) throws IOException {
        TreeMap<String, String> found = new TreeMap<>();
        for (JarEntry entry : jar.stream().filter(each -> each.getName().endsWith("/pom.properties")).toList()) {
            Properties properties = new Properties();
            properties.load(jar.getInputStream(entry));
            if (!properties.getProperty("groupId").equals("org.cascadejdbc")) {
                found.put(properties.getProperty("groupId") + ":" + properties.getProperty("artifactId"),
                        properties.getProperty("version"));
            }
        }
        return found;
    }
}
