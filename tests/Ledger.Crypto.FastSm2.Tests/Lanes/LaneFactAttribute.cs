using Ledger.Crypto.FastSm2.Lanes;

namespace Ledger.Crypto.FastSm2.Tests.Lanes;

/// <summary>A test of the lanes, skipped where the processor has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LaneFactAttribute : FactAttribute
{
    public LaneFactAttribute()
    {
        if (!LaneElement.IsSupported)
        {
            Skip = "This processor has no AVX-512 F and DQ.";
        }
    }
}
