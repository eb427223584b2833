import { handleAuth } from "@/lib/server/identity/auth-handler";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

const handle = async (request: Request, { params }: Context): Promise<Response> =>
  handleAuth(request, (await params).nextauth);

export { handle as DELETE, handle as GET, handle as OPTIONS, handle as PATCH, handle as POST, handle as PUT };
