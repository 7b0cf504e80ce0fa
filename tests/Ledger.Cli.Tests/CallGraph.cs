using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Ledger.Cli.Tests;

/// <summary>
/// Which methods of Ledger's own assemblies a method may reach, read from their compiled bodies: calls, delegates, state machines of async
/// methods, and every implementation of a virtual method. It may find too much, never too little but for reflection.
/// </summary>
internal sealed class CallGraph
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<ushort, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (ushort)code.Value);

    private readonly HashSet<Assembly> _own;
    private readonly ILookup<(string Name, int Parameters), MethodBase> _overridable;
    private readonly Dictionary<MethodBase, IReadOnlyList<MethodBase>> _called = [];

    internal CallGraph(Assembly root)
    {
        _own = [root];
        var waiting = new Queue<Assembly>([root]);
        while (waiting.TryDequeue(out var assembly))
        {
            foreach (var name in assembly.GetReferencedAssemblies()
                .Where(name => name.Name!.StartsWith("Ledger.", StringComparison.Ordinal)))
            {
                var loaded = Assembly.Load(name);
                if (_own.Add(loaded))
                {
                    waiting.Enqueue(loaded);
                }
            }
        }

        _overridable = _own.SelectMany(assembly => assembly.GetTypes()).SelectMany(type => type.GetMethods(All))
            .Where(method => method.IsVirtual && !method.IsAbstract).ToLookup(method => KeyOf(method), method => (MethodBase)method);
    }

    /// <summary>Every method that these methods may reach, themselves included.</summary>
    internal IReadOnlySet<MethodBase> ReachableFrom(IEnumerable<MethodBase> roots)
    {
        var reached = new HashSet<MethodBase>();
        var waiting = new Stack<MethodBase>(roots);
        while (waiting.TryPop(out var method))
        {
            if (reached.Add(method))
            {
                foreach (var called in CalledBy(method))
                {
                    waiting.Push(called);
                }
            }
        }

        return reached;
    }

    /// <summary>The methods of a type, of what the compiler made of its lambdas, and of its bases in the same assembly.</summary>
    internal static IEnumerable<MethodBase> MethodsOf(Type type)
    {
        for (var at = type; at is not null && at.Assembly == type.Assembly; at = at.BaseType)
        {
            var definition = at.IsGenericType ? at.GetGenericTypeDefinition() : at;
            foreach (var one in definition.GetNestedTypes(All).Prepend(definition))
            {
                foreach (var method in one.GetMethods(All).Cast<MethodBase>().Concat(one.GetConstructors(All)))
                {
                    yield return method;
                }
            }
        }
    }

    private static (string Name, int Parameters) KeyOf(MethodBase method) =>
        (method.Name[(method.Name.LastIndexOf('.') + 1)..], method.GetParameters().Length);

    private IReadOnlyList<MethodBase> CalledBy(MethodBase method)
    {
        if (!_called.TryGetValue(method, out var called))
        {
            called = _called[method] = [.. Find(method).Distinct()];
        }

        return called;
    }

    private IEnumerable<MethodBase> Find(MethodBase method)
    {
        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine)
        {
            foreach (var step in machine.StateMachineType.GetMethods(All))
            {
                yield return step;
            }
        }

        foreach (var named in NamedIn(method))
        {
            var definition = DefinitionOf(named);
            if (!_own.Contains(definition.Module.Assembly))
            {
                continue;
            }

            yield return definition;
            if (definition.IsVirtual)
            {
                foreach (var implementation in _overridable[KeyOf(definition)])
                {
                    yield return implementation;
                }
            }
        }
    }

    private static MethodBase DefinitionOf(MethodBase method) =>
        method.DeclaringType is { IsGenericType: true, IsGenericTypeDefinition: false } || method.IsGenericMethod
            ? method.Module.ResolveMethod(method.MetadataToken)!
            : method;

    private static IEnumerable<MethodBase> NamedIn(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } body)
        {
            yield break;
        }

        var typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < body.Length;)
        {
            var value = body[at] == 0xfe ? (ushort)(0xfe00 | body[at + 1]) : body[at];
            at += body[at] == 0xfe ? 2 : 1;
            var operand = Codes[value].OperandType;
            if (operand == OperandType.InlineMethod)
            {
                yield return method.Module.ResolveMethod(BitConverter.ToInt32(body, at), typeArguments, methodArguments)!;
            }

            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(body, at)),
                _ => 4,
            };
        }
    }
}
