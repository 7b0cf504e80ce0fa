namespace Ledger.Server.Configuration;

/// <summary>One validator of the configuration.</summary>
public sealed record ConfiguredValidator
{
    /// <summary>Its name for people, and the name of its data folder: letters, digits and hyphens.</summary>
    public required string Name { get; init; }

    /// <summary>The key file of the key that votes.</summary>
    public required string Key { get; init; }

    /// <summary>The key file of its receipts; another key than the one that votes.</summary>
    public required string Receipts { get; init; }

    /// <summary>A file whose first line is the PIN of both.</summary>
    public required string PinFile { get; init; }

    internal ConfiguredValidator At(string folder) => this with
    {
        Key = Path.Combine(folder, Key),
        Receipts = Path.Combine(folder, Receipts),
        PinFile = Path.Combine(folder, PinFile),
    };
}
