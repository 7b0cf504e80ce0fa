namespace Ledger.Contracts.Tests;

/// <summary>A fact that needs ../shared/data; skipped by name where that is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute()
    {
        if (Root is null)
        {
            Skip = "../shared/data is absent";
        }
    }

    /// <summary>Null where the folder is absent.</summary>
    internal static string? Root { get; } = Find();

    private static string? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ledger.sln")))
        {
            folder = folder.Parent;
        }

        var data = folder?.Parent is { } parent ? Path.Combine(parent.FullName, "shared", "data") : null;
        return Directory.Exists(data) ? data : null;
    }
}
