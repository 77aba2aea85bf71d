using System.Text;
using System.Text.Unicode;

namespace Palveluohjaus.Segmentation.Tables;

/// <summary>Opening a file, with a plain word where it cannot be opened.</summary>
internal static class TableFile
{
    private const int BufferSize = 64 * 1024;

    public static FileStream OpenRead(string path)
    {
        try
        {
            var file = new FileStream(path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.Read, BufferSize = 0, Options = FileOptions.SequentialScan });
            if (file.CanSeek)
                return file;
            file.Dispose();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TableRefusedException(path, null, null, "there is no such file. Check the path.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var problem = Directory.Exists(path) ? "this is a folder. Name a file in it." : $"the file cannot be read. {exception.Message}";
            throw new TableRefusedException(path, null, null, problem, exception);
        }

        throw new TableRefusedException(path, null, null, "this is not a file but a pipe or a device, and the table is read more than once. Write it to a file first.");
    }

    /// <summary>The file's text from its beginning: UTF-8, or what its byte order mark says. The stream stays open.</summary>
    public static TextReader ReadText(string fileName, FileStream file)
    {
        file.Position = 0;
        var text = new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, BufferSize, leaveOpen: true);
        return new CheckedText(fileName, text);
    }

    /// <summary>The file's text, refused where it is not text.</summary>
    private sealed class CheckedText(string fileName, StreamReader text) : TextReader
    {
        public override int Read(char[] buffer, int index, int count)
        {
            int read;
            try
            {
                read = text.Read(buffer, index, count);
            }
            catch (DecoderFallbackException exception)
            {
                throw new TableRefusedException(fileName, FirstLine(line => !Utf8.IsValid(Encoding.Latin1.GetBytes(line))), null, "the text is not UTF-8. Save the file as UTF-8.", exception);
            }

            catch (IOException exception)
            {
                throw new TableRefusedException(fileName, null, null, $"the file cannot be read. {exception.Message}", exception);
            }

            if (buffer.AsSpan(index, read).Contains('\0'))
            {
                var problem = "there is a zero byte, so this is not a text file, or it is UTF-16 without a byte order mark. Save the table as CSV in UTF-8.";
                throw new TableRefusedException(fileName, FirstLine(line => line.Contains('\0', StringComparison.Ordinal)), null, problem);
            }

            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                text.Dispose();
            base.Dispose(disposing);
        }

        // Read again from the beginning, each byte a character: slow, and only when the reading has failed.
        private long? FirstLine(Predicate<string> isWrong)
        {
            long number = 0;
            foreach (var line in File.ReadLines(fileName, Encoding.Latin1))
            {
                number++;
                if (isWrong(line))
                    return number;
            }

            return null;
        }
    }
}
