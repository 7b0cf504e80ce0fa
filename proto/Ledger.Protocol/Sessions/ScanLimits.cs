using Ledger.Protocol.V1;

namespace Ledger.Protocol.Sessions;

/// <summary>Sizes and times of scan sessions (docs/spec/scan-session.md; DOMAIN §3).</summary>
public static class ScanLimits
{
    /// <summary>The format of tickets and QRs.</summary>
    public const uint Version = 1;

    /// <summary>Bytes of a session id.</summary>
    public const int SidBytes = 16;

    /// <summary>Bytes of the QR's nonce.</summary>
    public const int NonceBytes = 16;

    /// <summary>Bytes of a browser's or a phone's secret.</summary>
    public const int SecretBytes = 32;

    /// <summary>Longest origin, in ASCII characters.</summary>
    public const int OriginCharsMax = 64;

    /// <summary>Numbers that a PC may show: 0 to one below this.</summary>
    public const uint Numbers = 100;

    /// <summary>Longest sealed details, in bytes.</summary>
    public const int SealedDetailsBytesMax = 32 * 1024;

    /// <summary>Longest title, in UTF-16 characters.</summary>
    public const int TitleCharsMax = 200;

    /// <summary>Items of one session.</summary>
    public const int ItemsMax = 50;

    /// <summary>Longest sealed frame, in bytes.</summary>
    public const int FrameBytesMax = 64 * 1024;

    /// <summary>Longest QR, in characters; with an elliptic-curve signature it has about 250.</summary>
    public const int QrCharsMax = 1_000;

    /// <summary>How long a session of an act stays open, milliseconds.</summary>
    public static long LifetimeMs(ScanAct act) => act == ScanAct.Login ? 60_000 : 120_000;
}
