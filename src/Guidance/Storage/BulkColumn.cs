using System.Data.Common;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>A mapped property, read from many rows.</summary>
internal sealed class BulkColumn(IProperty property)
{
    private readonly IClrPropertyGetter _getter = property.GetGetter();
    private readonly Func<object?, object?>? _toProvider = property.GetTypeMapping().Converter?.ConvertToProvider;

    /// <returns>As the driver takes it; null when the row has none.</returns>
    public object? Read(object row)
    {
        var value = _getter.GetClrValue(row);
        if (value is not null && _toProvider is not null)
            value = _toProvider(value);
        return value is string text ? WholeTexts.Of(text) : value;
    }
}

/// <summary>A mapped property and its parameter in a command that is run for many rows.</summary>
internal sealed class BulkParameter
{
    private readonly BulkColumn _column;
    private readonly DbParameter _parameter;

    public BulkParameter(IProperty property, DbCommand command, int index)
    {
        (Property, _column) = (property, new BulkColumn(property));
        _parameter = command.CreateParameter();
        _parameter.ParameterName = NameOf(index);
        command.Parameters.Add(_parameter);
    }

    public static string NameOf(int index) => $"@p{index}";

    public IProperty Property { get; }

    public string Name => _parameter.ParameterName;

    public void ReadFrom(object row) => _parameter.Value = _column.Read(row) ?? DBNull.Value;
}
