namespace Ledger.Seeds.Tests;

/// <summary>A test that plays the whole record; skipped unless LEDGER_SEEDS_FULL is set.</summary>
internal sealed class FullRecordFactAttribute : FactAttribute
{
    public FullRecordFactAttribute()
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("LEDGER_SEEDS_FULL")))
        {
            Skip = "Plays the whole record, a minute of computing: set LEDGER_SEEDS_FULL=1.";
        }
    }
}
