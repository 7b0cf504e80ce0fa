using System.Collections;
using System.Linq.Expressions;
using System.Reflection;

namespace Ledger.Exchange.Documents;

/// <summary>
/// A property of a document, or of what it holds, that is read and set alike: <c>document => document.Call.SectionCode</c>.
/// </summary>
/// <typeparam name="T">What the path begins at.</typeparam>
internal sealed class PropertyPath<T>
    where T : class
{
    private readonly PropertyInfo[] _steps;

    private PropertyPath(PropertyInfo[] steps) => _steps = steps;

    internal static PropertyPath<T> Of<TValue>(Expression<Func<T, TValue>> path)
    {
        var steps = new Stack<PropertyInfo>();
        var at = path.Body;
        for (; at is MemberExpression { Member: PropertyInfo step } member; at = member.Expression)
        {
            steps.Push(step);
        }

        return at is ParameterExpression
            ? new PropertyPath<T>([.. steps])
            : throw new ArgumentException($"{path} is no chain of properties.", nameof(path));
    }

    /// <summary>The value; null where a step is not there.</summary>
    internal object? Get(T from) => Walk(from, _steps);

    /// <summary>Sets the value; a list that has no setter takes the entries.</summary>
    internal void Set(T to, object value)
    {
        var (owner, last) = (Walk(to, _steps.AsSpan()[..^1]), _steps[^1]);
        if (last.CanWrite)
        {
            last.SetValue(owner, Fit(value, last.PropertyType));
            return;
        }

        var list = (IList)last.GetValue(owner)!;
        foreach (var entry in (IEnumerable)value)
        {
            list.Add(entry);
        }
    }

    private static object? Walk(object? at, ReadOnlySpan<PropertyInfo> steps)
    {
        foreach (var step in steps)
        {
            at = at is null ? null : step.GetValue(at);
        }

        return at;
    }

    // Elements count in one type, the chain's messages in three.
    private static object Fit(object value, Type type) => value switch
    {
        long count when type == typeof(uint) => checked((uint)count),
        long count when type == typeof(ulong) => checked((ulong)count),
        _ => value,
    };
}
