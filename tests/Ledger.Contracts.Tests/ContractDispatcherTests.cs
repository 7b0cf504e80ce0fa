using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts.Tests;

public sealed class ContractDispatcherTests
{
    public static TheoryData<string> Contracts => [.. Call.Descriptor.Oneofs.Single().Fields.Select(contract => contract.Name)];

    /// <summary>Every contract of the message, so that a new one cannot be forgotten in a switch.</summary>
    [Theory]
    [MemberData(nameof(Contracts))]
    public void A_contract_without_a_method_is_no_call(string contract)
    {
        var call = CallOf(contract);
        Assert.False(ContractDispatcher.Knows(call));
        Assert.Null(ContractDispatcher.NameOf(call));
        Assert.Equal(RefusalCode.UnknownCall, new World().Run(new World().Centre, call).Code);
    }

    [Theory]
    [MemberData(nameof(Contracts))]
    public void Every_method_of_every_contract_is_known_by_its_name(string contract)
    {
        foreach (var method in Call.Descriptor.FindFieldByName(contract).MessageType.Oneofs.Single().Fields)
        {
            var call = CallOf(contract);
            var content = (IMessage)Call.Descriptor.FindFieldByName(contract).Accessor.GetValue(call);
            method.Accessor.SetValue(content, method.MessageType.Parser.ParseFrom(ByteString.Empty));
            Assert.True(ContractDispatcher.Knows(call));
            Assert.EndsWith($".{method.PropertyName}", ContractDispatcher.NameOf(call), StringComparison.Ordinal);
        }
    }

    private static Call CallOf(string contract)
    {
        var call = new Call();
        FieldDescriptor field = Call.Descriptor.FindFieldByName(contract);
        field.Accessor.SetValue(call, field.MessageType.Parser.ParseFrom(ByteString.Empty));
        return call;
    }
}
