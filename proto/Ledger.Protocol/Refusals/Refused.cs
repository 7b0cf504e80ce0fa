namespace Ledger.Protocol;

/// <summary>A refusal with the values that mattered. <c>default</c> means nothing was refused.</summary>
/// <param name="Code">Why.</param>
/// <param name="Detail">
/// What was wrong, in words with values; deterministic, as it goes into receipts. At most <see cref="DetailCharsMax"/> characters.
/// </param>
public readonly record struct Refused(RefusalCode Code, string Detail)
{
    /// <summary>Longest <see cref="Detail"/>.</summary>
    public const int DetailCharsMax = 300;

    /// <summary>
    /// <see cref="Detail"/> as a receipt holds it: cut to <see cref="DetailCharsMax"/>, and never inside a character, which no encoding
    /// could carry.
    /// </summary>
    public string ShortDetail => Detail.Length <= DetailCharsMax
        ? Detail
        : Detail[..(char.IsHighSurrogate(Detail[DetailCharsMax - 1]) ? DetailCharsMax - 1 : DetailCharsMax)];

    /// <summary>Whether there is a refusal.</summary>
    public bool IsRefused => Code != RefusalCode.None;

    /// <summary>Nothing was refused.</summary>
    public static Refused No => default;
}
