namespace Ledger.Crypto.Tests;

/// <summary>A fact that needs ../shared/data; skipped by name where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (SharedData.Root is null)
        {
            Skip = "../shared/data is absent";
        }
    }
}

/// <summary>A theory that needs ../shared/data; skipped by name where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute()
    {
        if (SharedData.Root is null)
        {
            Skip = "../shared/data is absent";
        }
    }
}
