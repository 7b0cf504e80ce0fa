namespace Ledger.Cms;

/// <summary>
/// Which departures from the standard a CA's products make. Given by the CA's profile and never found out by trying: a verifier that
/// tries all forms accepts the union of everybody's mistakes.
/// </summary>
public sealed record CmsProfile
{
    /// <summary>The standard and nothing else.</summary>
    public static CmsProfile Strict { get; } = new();

    /// <summary>SM2 signatures are raw <c>r‖s</c> of 64 bytes and <b>not</b> DER (seen: Shandong government seals).</summary>
    public bool RawSm2Signatures { get; init; }

    /// <summary>
    /// The inner content type is PKCS#7 data while the signed one is GM/T 0010 data, or the other way round (seen: YNCA). Both mean the
    /// same, but a strict verifier refuses.
    /// </summary>
    public bool DataTypeMismatch { get; init; }
}
