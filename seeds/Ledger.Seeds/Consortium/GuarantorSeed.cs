using Ledger.Protocol.V1;

namespace Ledger.Seeds;

/// <summary>A guarantor of the test consortium.</summary>
/// <param name="Participant">The organisation.</param>
/// <param name="Form">What it issues.</param>
/// <param name="Share">Its weight in the market; only the ratio to the others' counts.</param>
public sealed record GuarantorSeed(Participant Participant, GuaranteeForm Form, int Share)
{
    /// <summary>The legal nature of what it issues (DOMAIN §2).</summary>
    public LegalNature LegalNature => Form switch
    {
        GuaranteeForm.Bank => LegalNature.Independent,
        GuaranteeForm.Insurance => LegalNature.Insurance,
        _ => LegalNature.Accessory,
    };
}
