using System.Data.Common;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>A mapped property and its parameter in a command that is run for many rows.</summary>
internal sealed class BulkColumn
{
    private readonly IClrPropertyGetter _getter;
    private readonly Func<object?, object?>? _toProvider;

    public BulkColumn(IProperty property, DbCommand command, int index)
    {
        Property = property;
        _getter = property.GetGetter();
        _toProvider = property.GetTypeMapping().Converter?.ConvertToProvider;
        Parameter = command.CreateParameter();
        Parameter.ParameterName = NameOf(index);
        command.Parameters.Add(Parameter);
    }

    public static string NameOf(int index) => $"@p{index}";

    public IProperty Property { get; }

    public DbParameter Parameter { get; }

    public object? Read(object row)
    {
        var value = _getter.GetClrValue(row);
        if (value is not null && _toProvider is not null)
            value = _toProvider(value);
        return value is string text ? WholeTexts.Of(text) : value;
    }
}
