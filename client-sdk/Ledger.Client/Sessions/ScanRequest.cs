using Ledger.Protocol.V1;

namespace Ledger.Client.Sessions;

/// <summary>What a trading centre's page asks a person's phone for.</summary>
public sealed record ScanRequest
{
    /// <summary>Login, sign, seal, encrypt or decrypt.</summary>
    public required ScanAct Act { get; init; }

    /// <summary>The page's origin, <c>https://host</c> or <c>https://host:port</c>: phones hold it against their list.</summary>
    public required string Origin { get; init; }

    /// <summary>What the phone shows on top. It travels sealed.</summary>
    public required string Title { get; init; }

    /// <summary>What it is about: none for a login, 1 to 50 otherwise.</summary>
    public IReadOnlyList<ScanDocument> Documents { get; init; } = [];

    /// <summary>
    /// To seal: the electronic seal (SESeal) that the phone puts on each document, with its content; null for a signature alone.
    /// </summary>
    public ScanDocument? Seal { get; init; }

    /// <summary>To decrypt: the bid file's header.</summary>
    public ReadOnlyMemory<byte> BidFileHeader { get; init; }

    /// <summary>To decrypt: the section that the bid file was made for.</summary>
    public string SectionCode { get; init; } = string.Empty;

    /// <summary>How long the session stays open; null for as long as the act allows.</summary>
    public TimeSpan? Lifetime { get; init; }
}
