package io.telecomcrm.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
    void trimsWhateverShowsNothing() {
        assertThat(Spaces.trim("\u00a0 Анна\u00a0Мария\u2007\u202f\ufeff\n")).isEqualTo("Анна\u00a0Мария");
        for (var nothing : new String[] {"", "\u00a0", "\u200b", "\u2007", "\u202f", "\ufeff", " \u2060\t", "\u3164"}) {
            assertThat(Spaces.trim(nothing)).isEmpty();
        }
    }

    @Test
    void aNameIsOneLineOfWhatCanBeSeen() {
        assertThat(Spaces.line("Зима\u202e \u00a0 2026\u200b")).isEqualTo("Зима 2026");
        for (var broken : new String[] {"Зима\n2026", "Зима\u20282026", "Зима\u00072026"}) {
            assertThatExceptionOfType(Malformed.class).isThrownBy(() -> Spaces.line(broken));
        }
    }

    @Test
    void hidesNoLineBreak() {
        assertThat(Spaces.single("Анна\n")).isEqualTo("Анна\n");
        assertThat(Spaces.single(" \n")).isEqualTo("\n");
    }
}
