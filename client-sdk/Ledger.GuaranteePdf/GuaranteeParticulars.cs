using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.GuaranteePdf;

/// <summary>
/// What a guarantee says that the chain does not hold: addresses, who signs, where. The guarantor gives it and answers for it with its
/// seal; the document says which these are. What is empty is left out, or said as the law has it.
/// </summary>
public sealed record GuaranteeParticulars
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>The beneficiary's name, where it is no member of the consortium or the guarantee is still sealed.</summary>
    public string BeneficiaryName { get; init; } = string.Empty;

    /// <summary>The guarantor's address.</summary>
    public string IssuerAddress { get; init; } = string.Empty;

    /// <summary>Where a demand must arrive; the guarantor's address otherwise.</summary>
    public string DemandAddress { get; init; } = string.Empty;

    /// <summary>The post code.</summary>
    public string PostCode { get; init; } = string.Empty;

    /// <summary>The guarantor's telephone.</summary>
    public string Phone { get; init; } = string.Empty;

    /// <summary>Who signs for the guarantor.</summary>
    public string Signatory { get; init; } = string.Empty;

    /// <summary>Where the guarantee is issued.</summary>
    public string Place { get; init; } = string.Empty;

    /// <summary>The court that the guarantee names; the one at the guarantor's seat otherwise.</summary>
    public string Court { get; init; } = string.Empty;

    /// <summary>The tender document, by name, number or date.</summary>
    public string TenderDocument { get; init; } = string.Empty;

    /// <summary>Reads the JSON form: an object with these names in camelCase, no others and none twice.</summary>
    /// <exception cref="JsonException">It is not that.</exception>
    public static GuaranteeParticulars FromJson(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<GuaranteeParticulars>(json, Options) ?? throw new JsonException("It is null.");
}
