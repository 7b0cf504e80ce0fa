using Ledger.Protocol.Mail;

namespace Ledger.Mail.Mailboxes;

/// <summary>Limits of a node's mailboxes.</summary>
public sealed record MailboxOptions
{
    /// <summary>
    /// Zero bits of the stamp of a letter of 4 KiB while at most half of the room is taken, 0 to <see cref="Stamps.BitsMax"/> less 4;
    /// beyond, <see cref="StampPrice"/> raises them. 17 take about a tenth of a second on one slow core.
    /// </summary>
    public int StampBits { get; init; } = 17;

    /// <summary>How long a letter is kept that nobody acknowledges, hours.</summary>
    public int KeptHours { get; init; } = 60 * 24;

    /// <summary>
    /// How long a letter is kept at an address that is on no published card and that nobody ever fetched from, hours: made-up addresses go
    /// soon. Longer than the longest holidays.
    /// </summary>
    public int KeptHoursUnfetched { get; init; } = 10 * 24;

    /// <summary>Per cent of letters, bytes and addresses that only the addresses of published cards may take.</summary>
    public int PublishedPercent { get; init; } = 20;

    /// <summary>Letters of one address.</summary>
    public int AddressLettersMax { get; init; } = 8_192;

    /// <summary>Bytes of letters of one address.</summary>
    public long AddressBytesMax { get; init; } = 128 * 1024 * 1024;

    /// <summary>Addresses that hold letters, or did within the hour.</summary>
    public int AddressesMax { get; init; } = 100_000;

    /// <summary>Letters of all addresses. Each takes about 200 bytes of memory.</summary>
    public int LettersMax { get; init; } = 200_000;

    /// <summary>Bytes of letters of all addresses.</summary>
    public long BytesMax { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Letters in one page.</summary>
    public int PageLettersMax { get; init; } = 32;

    /// <summary>Bytes of letters in one page; one letter always fits.</summary>
    public int PageBytesMax { get; init; } = 2 * 1024 * 1024;

    /// <summary>Every setting that is out of range, in words; empty when all are good.</summary>
    public IReadOnlyList<string> Problems() => new SettingProblems()
        .Within(nameof(StampBits), StampBits, 0, Stamps.BitsMax - 4)
        .Within(nameof(KeptHours), KeptHours, 1, 10 * 366 * 24)
        .Within(nameof(KeptHoursUnfetched), KeptHoursUnfetched, 1, Math.Max(1, KeptHours))
        .Within(nameof(PublishedPercent), PublishedPercent, 0, 99)
        .Within(nameof(AddressLettersMax), AddressLettersMax, 1, int.MaxValue)
        .Within(nameof(AddressBytesMax), AddressBytesMax, Letters.BytesMax, long.MaxValue)
        .Within(nameof(AddressesMax), AddressesMax, 1, int.MaxValue)
        .Within(nameof(LettersMax), LettersMax, 1, int.MaxValue)
        .Within(nameof(BytesMax), BytesMax, Letters.BytesMax, long.MaxValue)
        .Within(nameof(PageLettersMax), PageLettersMax, 1, 1_000)
        .Within(nameof(PageBytesMax), PageBytesMax, Letters.BytesMax, 64 * 1024 * 1024)
        .All;
}
