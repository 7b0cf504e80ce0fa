namespace Ledger.Schema.CaTrust;

/// <summary>Where a certificate is to be used.</summary>
public sealed record TrustPlace
{
    /// <summary>A region, and in it a trading centre where the question is about one.</summary>
    /// <param name="region">GB/T 2260, six digits; 000000 asks for what counts in the whole country.</param>
    /// <param name="centreUscc">The centre's unified social credit code, or null.</param>
    /// <exception cref="ArgumentException">The region is not six digits.</exception>
    public TrustPlace(string region, string? centreUscc = null)
    {
        ArgumentNullException.ThrowIfNull(region);
        if (!FieldRules.IsRegion(region))
        {
            throw new ArgumentException("A region is six digits.", nameof(region));
        }

        (Region, CentreUscc) = (region, centreUscc);
    }

    /// <summary>The region.</summary>
    public string Region { get; }

    /// <summary>The centre, or null.</summary>
    public string? CentreUscc { get; }
}
