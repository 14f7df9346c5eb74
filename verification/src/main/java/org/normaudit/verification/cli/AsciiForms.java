package org.normaudit.verification.cli;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** How signs are written where there is ASCII alone. */
final class AsciiForms {
  private static final Map<Character, String> FORMS = new HashMap<>();

  static {
    forms("αβγδεζηθικ", "alpha beta gamma delta epsilon zeta eta theta iota kappa");
    forms("λμνξοπρστυφχψω", "lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega");
    forms("ΓΔΘΛΞΠΣΦΨΩµ", "Gamma Delta Theta Lambda Xi Pi sum Phi Psi Omega mu");
    forms("√∞∂∑∏∇", "sqrt inf d sum prod grad");
    // Marks stand after their letter: xhat.
    forms("\u0302\u0303\u0304ū", "hat tilde bar ubar");
    forms("·⋅−–—×÷±", "* * - - - x / +/-");
    forms("≤≥≠≈≡∈→←↔⇒", "<= >= != ~ == in -> <- <-> =>");
    forms("½¼¾✓✗…", "1/2 1/4 3/4 ok x ...");
    forms("“”„‘’‚«»•", "\" \" \" ' ' ' << >> *");
    forms("▲▼", "^ v");
  }

  private AsciiForms() {}

  private static void forms(String signs, String forms) {
    String[] words = forms.split(" ");
    for (int i = 0; i < words.length; i++) {
      FORMS.put(signs.charAt(i), words[i]);
    }
  }

  /** Whether the sign has a form that somebody chose. */
  static boolean has(char sign) {
    return FORMS.containsKey(sign) || isRaised(sign);
  }

  /**
   * The form of a sign: the one that was chosen; else its letters without their accents; else its
   * number. Of a raised sign it is what is raised.
   */
  static String of(char sign) {
    String chosen = FORMS.get(sign);
    if (chosen != null) {
      return chosen;
    }
    StringBuilder letters = new StringBuilder();
    String parts = Normalizer.normalize(String.valueOf(sign), Normalizer.Form.NFKD);
    for (int i = 0; i < parts.length(); i++) {
      char part = parts.charAt(i);
      if (part < 0x80) {
        letters.append(part);
      } else if (FORMS.containsKey(part)) {
        letters.append(FORMS.get(part));
      } else if (Character.getType(part) != Character.NON_SPACING_MARK) {
        return String.format(Locale.ROOT, "\\u%04x", (int) sign);
      }
    }
    return letters.toString();
  }

  /** Whether the sign is a superscript: 10⁻² is 10^-2, not 10-2. */
  static boolean isRaised(char sign) {
    return "²³¹⁰ⁱ⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿᵏᵀ".indexOf(sign) >= 0;
  }
}
