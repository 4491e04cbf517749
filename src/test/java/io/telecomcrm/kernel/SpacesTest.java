package io.telecomcrm.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpacesTest {

    @Test
    void leavesSinglePlainSpacesInside() {
        assertThat(Spaces.single("  Анна \t\u00a0 Мария\u202f")).isEqualTo("Анна Мария");
        assertThat(Spaces.single("Анна")).isEqualTo("Анна");
        assertThat(Spaces.single("")).isEmpty();
        assertThat(Spaces.single(" \u3000 ")).isEmpty();
    }

    @Test
    void hidesNoLineBreak() {
        assertThat(Spaces.single("Анна\n")).isEqualTo("Анна\n");
        assertThat(Spaces.single(" \n")).isEqualTo("\n");
    }
}
