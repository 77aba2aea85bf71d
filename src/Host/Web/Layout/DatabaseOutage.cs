using System.Text;

namespace Palveluohjaus.Web.Layout;

/// <summary>The database did not answer a request: the error page is told so, for it can find nothing out by itself.</summary>
/// <param name="Address">What was asked for, with its query.</param>
/// <param name="IsForm">A form was sent, and not only a page asked for.</param>
/// <param name="MayBeStored">The connection broke while the form was being stored.</param>
/// <param name="IsFull">There is no room left to store anything.</param>
/// <param name="Fields">What the form held, to be sent once more; none when it held a password, a code or a file.</param>
public sealed record DatabaseOutage(string Address, bool IsForm, bool MayBeStored, bool IsFull, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    // What was typed is about clients: no log gets it by way of this record's text.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(nameof(MayBeStored)).Append(" = ").Append(MayBeStored);
        return true;
    }
}
