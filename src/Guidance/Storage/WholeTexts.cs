using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Palveluohjaus.Guidance.Storage;

/// <summary>
/// Puts the sign of an unreadable letter in place of what not every database stores in a text: a zero character, and half of a letter that is written in two. PostgreSQL
/// refuses them, and SQLite reads a text to its first zero only: whoever sent it would lose the rest of what they wrote.
/// </summary>
public sealed class WholeTexts : DbCommandInterceptor
{
    public static readonly WholeTexts Instance = new();

    private const char Unreadable = '\uFFFD';

    public static string Of(string text) => text.Contains('\0', StringComparison.Ordinal) || !IsWhole(text) ? Mend(text) : text;

    /// <summary>Whether no letter is half.</summary>
    public static bool IsWhole(string text)
    {
        var left = text.AsSpan();
        for (var half = left.IndexOfAnyInRange('\uD800', '\uDFFF'); half >= 0; half = left.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (half + 1 >= left.Length || !char.IsSurrogatePair(left[half], left[half + 1]))
                return false;
            left = left[(half + 2)..];
        }

        return true;
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Mend(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Mend(command);
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Mend(command);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Mend(command);
        return ValueTask.FromResult(result);
    }

    private static void Mend(DbCommand command)
    {
        foreach (DbParameter parameter in command.Parameters)
        {
            if (parameter.Value is string text)
                parameter.Value = Of(text);
        }
    }

    private static string Mend(string text)
    {
        var mended = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            mended.Append(rune.Value == 0 ? new Rune(Unreadable) : rune);
        return mended.ToString();
    }
}
