namespace Ledger.Crypto.Keys;

/// <summary>
/// What a new PIN must have. Whoever copies a key file may try PINs on machines of his own, as fast as Argon2id lets him.
/// </summary>
public static class PinRules
{
    /// <summary>Fewest characters.</summary>
    public const int CharactersMin = 6;

    /// <summary>Why the PIN is not taken, with what to do; null where it is.</summary>
    public static string? WhyNot(ReadOnlySpan<char> pin) =>
        pin.Length < CharactersMin ? $"The PIN has {pin.Length} characters, and at least {CharactersMin} are taken: shorter ones are " +
            $"found by trying. Choose a longer one, best with letters; eight digits and more hold out longer."
        : !pin.ContainsAnyExcept(pin[0]) ? "The PIN is one character over and over, which is tried first. Choose another."
        : IsRun(pin) ? "The PIN only counts up or down, which is tried first. Choose another."
        : null;

    private static bool IsRun(ReadOnlySpan<char> pin)
    {
        var step = pin[1] - pin[0];
        for (var i = 1; i < pin.Length; i++)
        {
            if (pin[i] - pin[i - 1] != step || step is not (1 or -1))
            {
                return false;
            }
        }

        return true;
    }
}
