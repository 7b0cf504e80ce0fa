using Ledger.Certificates;

namespace Ledger.Seals;

/// <summary>What a new seal says.</summary>
public sealed record SealDescription
{
    /// <summary>The seal's number, unique for its maker; printable ASCII.</summary>
    public required string Id { get; init; }

    /// <summary>The seal's name, usually the organisation's.</summary>
    public required string Name { get; init; }

    /// <summary>What it looks like.</summary>
    public required SealPicture Picture { get; init; }

    /// <summary>The certificates that may use it; at least one.</summary>
    public required IReadOnlyList<Certificate> Certificates { get; init; }

    /// <summary>When it is made, in milliseconds since 1970-01-01 UTC; all times are cut to whole seconds.</summary>
    public required long CreatedMs { get; init; }

    /// <summary>First instant of validity, in milliseconds since 1970-01-01 UTC.</summary>
    public required long ValidFromMs { get; init; }

    /// <summary>Last instant of validity, in milliseconds since 1970-01-01 UTC.</summary>
    public required long ValidToMs { get; init; }

    /// <summary>The kind of seal; 1 for an organisation's (单位印章).</summary>
    public int Type { get; init; } = 1;

    /// <summary>Whether the certificates are listed by their SM3 digests only.</summary>
    public bool ListDigests { get; init; }
}
